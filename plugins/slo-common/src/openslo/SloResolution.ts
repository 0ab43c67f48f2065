import {
  ADDRESS_EXPECTED,
  ANNOTATIONS,
  isAddress,
} from '@plumbline/plugin-workload-common';
import {
  DEFAULT_SLICE_SECONDS,
  Indicator,
  MetricSource,
  ObjectiveDefinition,
  SlaPromise,
} from '../definition';
import { durationSeconds, parseDuration } from '../duration';
import { SLO_SUBJECTS, SloSubject, subjectOf } from '../subject';
import { TimeWindow } from '../window';
import { entityRefFrom, workloadRefFrom } from './catalogRefs';
import {
  DocumentError,
  FieldPath,
  OpenSloDocument,
  OpenSloKind,
  fieldError,
} from './document';
import { WORKLOAD_ANNOTATION } from './parseOpenSlo';
import {
  DataSourceSpec,
  MetricSpec,
  ObjectiveSpec,
  SliSpec,
  SloSpec,
} from './schema';

/** Annotation that names the entity an SLO measures; the workload itself without it. */
export const ENTITY_ANNOTATION = 'plumbline.io/entity';
/** Annotation with the SLA's target, 0 to 1. */
export const SLA_TARGET_ANNOTATION = 'plumbline.io/sla-target';
/** Annotation with the SLA's name. */
export const SLA_NAME_ANNOTATION = 'plumbline.io/sla-name';

/** Annotation with what an SLO is about, one of {@link SLO_SUBJECTS}, where its names do not tell. */
export const SUBJECT_ANNOTATION = 'plumbline.io/measures';

/** Documents of all files by kind and name. */
export interface DocumentIndex {
  of(kind: OpenSloKind): Iterable<OpenSloDocument>;
  find(kind: OpenSloKind, name: string): OpenSloDocument | undefined;
}

/** An SLI, of its own or written into an SLO, and where it is. */
interface Sli {
  /** Empty when it has none. */
  name: string;
  document: OpenSloDocument;
  spec: SliSpec;
  path: FieldPath;
}

/** A {@link DocumentError} about one field of a well-formed document. */
export function errorAt(
  document: OpenSloDocument,
  path: FieldPath,
  found: unknown,
  expected: string,
): DocumentError {
  return fieldError({
    document: `${document.kind} ${document.metadata.name}`,
    file: document.file,
    position: document.locate(path),
    path,
    found,
    expected,
  });
}

/** Follows the references of one SLO and fills in its objectives, noting what does not fit. */
export class SloResolution {
  readonly errors: DocumentError[] = [];
  readonly #slo: OpenSloDocument<SloSpec>;
  readonly #documents: DocumentIndex;

  constructor(slo: OpenSloDocument<SloSpec>, documents: DocumentIndex) {
    this.#slo = slo;
    this.#documents = documents;
  }

  resolve(): ObjectiveDefinition[] {
    const { metadata, spec, file, position } = this.#slo;
    const workloadRef = this.#workloadRef();
    const entityRef = this.#entityRef() ?? workloadRef;
    const sla = this.#sla();
    const runbookUrl = this.#runbookUrl();
    const subject = this.#subject();
    const alertPolicies = this.#alertPolicies();
    const sli = this.#sli();
    const names = [metadata.displayName, metadata.name, sli?.name];
    const objectives: ObjectiveDefinition[] = [];
    spec.objectives.forEach((objective, index) => {
      const indicator = sli && this.#indicator(sli, objective, index);
      if (!indicator || !workloadRef || !entityRef) return;
      const several = spec.objectives.length > 1;
      const timeslices = spec.budgetingMethod === 'Timeslices';
      const sliceWindow =
        timeslices && parseDuration(objective.timeSliceWindow ?? '');
      objectives.push({
        id: several ? `${metadata.name}.${index + 1}` : metadata.name,
        sloName: metadata.name,
        displayName: [
          metadata.displayName ?? metadata.name,
          ...(several
            ? [objective.displayName ?? `objective ${index + 1}`]
            : []),
        ].join(', '),
        description: spec.description,
        service: spec.service,
        workloadRef,
        entityRef,
        runbookUrl,
        method: spec.budgetingMethod,
        target: targetOf(objective),
        window: this.#window(),
        sliceSeconds: sliceWindow
          ? durationSeconds(sliceWindow)
          : DEFAULT_SLICE_SECONDS,
        sliceTarget: timeslices ? objective.timeSliceTarget ?? 1 : 1,
        indicator,
        indicatorName: spec.indicatorRef,
        sla,
        subject: subject ?? subjectOf(names, indicator),
        alertPolicies,
        declaredIn: { file, line: position.line },
      });
    });
    return objectives;
  }

  #report(path: FieldPath, found: unknown, expected: string) {
    this.errors.push(errorAt(this.#slo, path, found, expected));
  }

  #annotation(name: string): string | undefined {
    return (
      this.#slo.metadata.annotations[name] ??
      this.#documents.find('Service', this.#slo.spec.service)?.metadata
        .annotations[name]
    );
  }

  #workloadRef(): string | undefined {
    const written = this.#annotation(WORKLOAD_ANNOTATION);
    const ref = written === undefined ? undefined : workloadRefFrom(written);
    if (!ref) {
      this.#report(
        ['metadata', 'annotations', WORKLOAD_ANNOTATION],
        written,
        'a workload of the catalog, such as system:default/my-workload',
      );
    }
    return ref;
  }

  #entityRef(): string | undefined {
    const written = this.#annotation(ENTITY_ANNOTATION);
    if (written === undefined) return undefined;
    const ref = entityRefFrom(written);
    if (!ref) {
      this.#report(
        ['metadata', 'annotations', ENTITY_ANNOTATION],
        written,
        'an entity of the catalog with its kind, such as resource:default/my-database',
      );
    }
    return ref;
  }

  #sla(): SlaPromise | undefined {
    const written = this.#slo.metadata.annotations[SLA_TARGET_ANNOTATION];
    if (written === undefined) return undefined;
    const target = Number(written);
    if (written.trim() === '' || !(target >= 0 && target < 1)) {
      this.#report(
        ['metadata', 'annotations', SLA_TARGET_ANNOTATION],
        written,
        'a number of at least 0 and below 1, such as "0.99"',
      );
      return undefined;
    }
    return {
      target,
      name: this.#slo.metadata.annotations[SLA_NAME_ANNOTATION],
    };
  }

  #subject(): SloSubject | undefined {
    const written = this.#slo.metadata.annotations[SUBJECT_ANNOTATION];
    if (written === undefined) return undefined;
    const subject = SLO_SUBJECTS.find(each => each === written);
    if (!subject) {
      this.#report(
        ['metadata', 'annotations', SUBJECT_ANNOTATION],
        written,
        SLO_SUBJECTS.join(' or '),
      );
    }
    return subject;
  }

  /** Policies written into the SLO, and those of its references that lead to one. */
  #alertPolicies(): string[] | undefined {
    const names = (this.#slo.spec.alertPolicies ?? []).flatMap(written => {
      if (typeof written === 'object' && written?.kind === 'AlertPolicy') {
        return written.metadata?.name ?? 'inline';
      }
      const name = written?.alertPolicyRef ?? written;
      return typeof name === 'string' &&
        this.#documents.find('AlertPolicy', name)
        ? name
        : [];
    });
    return names.length > 0 ? names.map(String) : undefined;
  }

  #runbookUrl(): string | undefined {
    const written = this.#slo.metadata.annotations[ANNOTATIONS.runbook];
    if (written === undefined || isAddress(written)) return written;
    this.#report(
      ['metadata', 'annotations', ANNOTATIONS.runbook],
      written,
      ADDRESS_EXPECTED,
    );
    return undefined;
  }

  #sli(): Sli | undefined {
    const { indicator, indicatorRef } = this.#slo.spec;
    if (indicator) {
      return {
        name: String(indicator.metadata?.name ?? ''),
        document: this.#slo,
        spec: indicator.spec,
        path: ['spec', 'indicator', 'spec'],
      };
    }
    const document = this.#documents.find('SLI', indicatorRef ?? '');
    if (!document) {
      this.#report(
        ['spec', 'indicatorRef'],
        indicatorRef,
        'the name of an SLI that is declared',
      );
      return undefined;
    }
    return {
      name: document.metadata.name,
      document,
      spec: document.spec as SliSpec,
      path: ['spec'],
    };
  }

  #indicator(
    sli: Sli,
    objective: ObjectiveSpec,
    index: number,
  ): Indicator | undefined {
    const { ratioMetric, thresholdMetric } = sli.spec;
    const at = (...rest: FieldPath) => [...sli.path, ...rest];
    const objectivePath: FieldPath = ['spec', 'objectives', index];
    if (thresholdMetric) {
      if (objective.op === undefined) {
        this.#report(
          [...objectivePath, 'op'],
          undefined,
          'lt or lte or gt or gte, since the SLI is a threshold',
        );
      }
      if (objective.value === undefined) {
        this.#report(
          [...objectivePath, 'value'],
          undefined,
          'a number, since the SLI is a threshold',
        );
      }
      const metric = this.#metric(
        sli.document,
        thresholdMetric,
        at('thresholdMetric'),
      );
      if (
        !metric ||
        objective.op === undefined ||
        objective.value === undefined
      ) {
        return undefined;
      }
      return {
        kind: 'threshold',
        metric,
        op: objective.op,
        value: objective.value,
      };
    }
    if (!ratioMetric) return undefined;
    const metric = (role: 'good' | 'bad' | 'total') =>
      ratioMetric[role] &&
      this.#metric(sli.document, ratioMetric[role], at('ratioMetric', role));
    const [good, bad, total] = [metric('good'), metric('bad'), metric('total')];
    if (!total || (!good && !bad)) return undefined;
    const events = good ?? bad;
    if (events && events.type !== total.type) {
      this.errors.push(
        errorAt(
          sli.document,
          at('ratioMetric', 'total', 'metricSource', 'type'),
          total.type,
          `${events.type}: both series of a ratio come from one type of source`,
        ),
      );
      return undefined;
    }
    return {
      kind: 'ratio',
      counter: ratioMetric.counter ?? false,
      good,
      bad,
      total,
    };
  }

  #metric(
    document: OpenSloDocument,
    { metricSource }: MetricSpec,
    path: FieldPath,
  ): MetricSource | undefined {
    const { metricSourceRef, spec } = metricSource;
    const declared =
      metricSourceRef === undefined
        ? undefined
        : (this.#documents.find('DataSource', metricSourceRef)?.spec as
            | DataSourceSpec
            | undefined);
    const type = metricSource.type ?? declared?.type;
    if (type === undefined) {
      const missing = metricSourceRef === undefined;
      this.errors.push(
        errorAt(
          document,
          [...path, 'metricSource', missing ? 'type' : 'metricSourceRef'],
          metricSourceRef,
          missing
            ? 'a type of source such as prometheus, or a metricSourceRef'
            : 'the name of a DataSource that is declared, or a type beside it',
        ),
      );
      return undefined;
    }
    return {
      type: type.toLocaleLowerCase('en-US'),
      dataSource: metricSourceRef,
      spec,
    };
  }

  #window(): TimeWindow {
    const [{ duration, calendar }] = this.#slo.spec.timeWindow;
    if (calendar) return { kind: 'calendar', duration, ...calendar };
    const parsed = parseDuration(duration)!;
    return { kind: 'rolling', duration, seconds: durationSeconds(parsed) };
  }
}

function targetOf({ target, targetPercent }: ObjectiveSpec): number {
  if (target !== undefined) return target;
  // Percents have few digits; dividing leaves binary dust that rounding removes.
  return Math.round((targetPercent ?? 0) * 1e10) / 1e12;
}
