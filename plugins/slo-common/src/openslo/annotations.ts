import { ANNOTATIONS } from '@plumbline/plugin-workload-common';
import { OpenSloKind } from './document';

/** Annotation that names the workload an SLO belongs to. */
export const WORKLOAD_ANNOTATION = 'plumbline.io/workload';
/** Annotation that names the entity an SLO measures; the workload itself without it. */
export const ENTITY_ANNOTATION = 'plumbline.io/entity';
/** Annotation with the SLA's target, 0 to 1. */
export const SLA_TARGET_ANNOTATION = 'plumbline.io/sla-target';
/** Annotation with the SLA's name. */
export const SLA_NAME_ANNOTATION = 'plumbline.io/sla-name';
/** Annotation with what an SLO is about, one of {@link SLO_SUBJECTS}, where its names do not tell. */
export const SUBJECT_ANNOTATION = 'plumbline.io/measures';
/** Annotation with the name for people; v2alpha has no `displayName`. */
export const DISPLAY_NAME_ANNOTATION = 'plumbline.io/display-name';
/** Annotation with the length of the slices in which Occurrences are read, such as `1m`. */
export const SLICE_ANNOTATION = 'plumbline.io/slice';
/** Annotation with what a slice without a measurement counts as, one of {@link GAP_POLICIES}. */
export const NO_DATA_ANNOTATION = 'plumbline.io/no-data';
/** Annotation with what a slice without events counts as, one of {@link GAP_POLICIES}. */
export const NO_EVENTS_ANNOTATION = 'plumbline.io/no-events';
/** Annotation with the name of the budget policy. */
export const BUDGET_POLICY_ANNOTATION = 'plumbline.io/budget-policy';
/** Annotation with the number of events below which nothing alerts. */
export const ALERT_MIN_EVENTS_ANNOTATION = 'plumbline.io/alert-min-events';
/** Annotation with the number of bad events below which nothing alerts. */
export const ALERT_MIN_FAILURES_ANNOTATION = 'plumbline.io/alert-min-failures';
/** Annotation with a shorter window over which a burn rate must hold too. */
export const SHORT_WINDOW_ANNOTATION = 'plumbline.io/short-window';

/** Annotation of a catalog entity that leads to its OpenSLO files. */
export const OPENSLO_ANNOTATION = 'plumbline.io/openslo';

const PREFIX = 'plumbline.io/';
const ALERT_GUARDS = [
  ALERT_MIN_EVENTS_ANNOTATION,
  ALERT_MIN_FAILURES_ANNOTATION,
];
const OF_SERVICE = [
  WORKLOAD_ANNOTATION,
  ENTITY_ANNOTATION,
  BUDGET_POLICY_ANNOTATION,
  DISPLAY_NAME_ANNOTATION,
];

const KNOWN: Partial<Record<OpenSloKind, readonly string[]>> = {
  Service: OF_SERVICE,
  SLO: [
    ...OF_SERVICE,
    SLA_TARGET_ANNOTATION,
    SLA_NAME_ANNOTATION,
    SUBJECT_ANNOTATION,
    SLICE_ANNOTATION,
    NO_DATA_ANNOTATION,
    NO_EVENTS_ANNOTATION,
    ANNOTATIONS.runbook,
    ...ALERT_GUARDS,
  ],
  AlertPolicy: [DISPLAY_NAME_ANNOTATION, ...ALERT_GUARDS],
  AlertCondition: [
    DISPLAY_NAME_ANNOTATION,
    SHORT_WINDOW_ANNOTATION,
    ...ALERT_GUARDS,
  ],
};

/** Annotations of Plumbline that mean something on documents of a kind. */
export function knownAnnotations(kind: OpenSloKind): readonly string[] {
  return KNOWN[kind] ?? [DISPLAY_NAME_ANNOTATION];
}

/** Whether an annotation is one of Plumbline's, known or not. */
export function isPlumblineAnnotation(name: string): boolean {
  return name.startsWith(PREFIX);
}
