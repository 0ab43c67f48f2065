import { AlertCondition, AlertRule } from '../alerts/AlertRule';
import { compares } from '../alerts/cannotFire';
import { durationSeconds, parseDuration } from '../duration';
import { DocumentIndex } from './DocumentIndex';
import { ALERT_SEVERITY_WORDS, alertSeverityOf } from './alertSeverity';
import {
  ALERT_MIN_EVENTS_ANNOTATION,
  ALERT_MIN_FAILURES_ANNOTATION,
  DISPLAY_NAME_ANNOTATION,
  SHORT_WINDOW_ANNOTATION,
} from './annotations';
import {
  DocumentError,
  FieldPath,
  OpenSloDocument,
  OpenSloKind,
} from './document';
import { errorAt, remarkAt } from './findings';
import {
  AlertConditionSpec,
  AlertNotificationTargetSpec,
  AlertPolicySpec,
  Inline,
  Metadata,
  Reference,
} from './specs';

/** A rule as policies declare it; an SLO's own guards fill in those that are absent. */
export type DeclaredRule = Omit<AlertRule, 'minEvents' | 'minFailures'> &
  Partial<Pick<AlertRule, 'minEvents' | 'minFailures'>>;

/** An alert policy with everything it refers to filled in. */
export interface DeclaredPolicy {
  name: string;
  rules: DeclaredRule[];
}

/** A document's content, of its own or written into another, and where it is. */
interface Written<Spec> {
  document: OpenSloDocument;
  metadata: Metadata;
  spec: Spec;
  /** Of the metadata and spec. */
  path: FieldPath;
}

/** Follows alert policies to their conditions and targets, each document once. */
export class AlertPolicies {
  /** What is wrong with policies, conditions and references between them. */
  readonly findings: DocumentError[] = [];
  readonly #documents: DocumentIndex;
  readonly #declared = new Map<OpenSloDocument, DeclaredPolicy>();
  readonly #checked = new Set<OpenSloDocument>();

  constructor(documents: DocumentIndex) {
    this.#documents = documents;
    documents
      .of<AlertPolicySpec>('AlertPolicy')
      .forEach(document =>
        this.#declared.set(document, this.#policy(standalone(document))),
      );
    // Conditions that no policy names are looked at too.
    documents
      .of<AlertConditionSpec>('AlertCondition')
      .forEach(document => this.#checkCondition(standalone(document)));
  }

  /** The policy that an SLO names or contains; `undefined` with a finding when there is none. */
  follow(
    policy: Reference | Inline<AlertPolicySpec>,
    slo: OpenSloDocument,
    path: FieldPath,
  ): DeclaredPolicy | undefined {
    const found = this.#follow<AlertPolicySpec>(
      { kind: 'AlertPolicy', field: 'alertPolicyRef' },
      policy,
      slo,
      path,
    );
    if (!found) return undefined;
    return this.#declared.get(found.document) ?? this.#policy(found);
  }

  #policy(policy: Written<AlertPolicySpec>): DeclaredPolicy {
    const { document, metadata, spec, path } = policy;
    const conditions = spec.conditions.flatMap((condition, index) => {
      const found = this.#follow<AlertConditionSpec>(
        { kind: 'AlertCondition', field: 'conditionRef' },
        condition,
        document,
        [...path, 'spec', 'conditions', index],
      );
      return found ? [found] : [];
    });
    if (spec.conditions.length > 1) {
      this.findings.push(
        remarkAt(document, [...path, 'spec', 'conditions', 1], {
          severity: 'warning',
          message: `OpenSLO knows one condition for a policy; of these ${spec.conditions.length} each alerts by itself`,
          expected: 'a list with one condition',
        }),
      );
    }
    const targets = (spec.notificationTargets ?? []).flatMap((target, index) =>
      this.#target(target, document, [
        ...path,
        'spec',
        'notificationTargets',
        index,
      ]),
    );
    const notify = {
      noData: spec.alertWhenNoData ?? false,
      resolved: spec.alertWhenResolved ?? true,
      breaching: spec.alertWhenBreaching ?? true,
    };
    if (!notify.noData && !notify.resolved && !notify.breaching) {
      this.findings.push(
        remarkAt(document, [...path, 'spec', 'alertWhenBreaching'], {
          severity: 'warning',
          message: 'Nobody is told: not when it fires, ends or has no data',
          expected: 'true for at least one of them',
        }),
      );
    }
    const guards = this.#guards(policy);
    return {
      name: metadata.name,
      rules: conditions.map(condition => ({
        id: `${metadata.name}/${condition.metadata.name}`,
        name: displayName(condition.metadata),
        severity: alertSeverityOf(condition.spec.severity) ?? 'medium',
        condition: this.#condition(condition),
        alertAfterSeconds: secondsOf(condition.spec.condition.alertAfter) ?? 0,
        ...guards,
        ...this.#guards(condition),
        notify,
        targets,
      })),
    };
  }

  #condition(at: Written<AlertConditionSpec>): AlertCondition {
    this.#checkCondition(at);
    const { kind, op, threshold, lookbackWindow } = at.spec.condition;
    const longSeconds = secondsOf(lookbackWindow) ?? 0;
    switch (kind) {
      case 'budget':
        return { kind, op, threshold };
      case 'burnrate':
        return {
          kind: 'burn-rate',
          longSeconds,
          shortSeconds: this.#shortSeconds(at, longSeconds),
          op,
          threshold,
        };
      default:
        return { kind, longSeconds, op, threshold };
    }
  }

  #checkCondition({ document, spec, path }: Written<AlertConditionSpec>) {
    const isDocument = path.length === 0;
    if (isDocument && this.#checked.has(document)) return;
    if (isDocument) this.#checked.add(document);
    const warn = (field: FieldPath, message: string, expected: string) =>
      this.findings.push(
        remarkAt(document, [...path, 'spec', ...field], {
          severity: 'warning',
          message,
          expected,
        }),
      );
    if (!alertSeverityOf(spec.severity)) {
      warn(
        ['severity'],
        `'${spec.severity}' is no known severity and taken for medium`,
        ALERT_SEVERITY_WORDS.join(' or '),
      );
    }
    const { kind, op, threshold } = spec.condition;
    if (compares(kind === 'budget' ? 1 : 0, op, threshold)) {
      warn(
        ['condition', 'op'],
        `fires while nothing is wrong: ${
          kind === 'budget' ? 'a full budget' : `a ${kind} of 0`
        } is ${op} ${threshold}`,
        kind === 'budget' ? 'lt or lte' : 'gt or gte',
      );
    }
    for (const field of ['lookbackWindow', 'alertAfter'] as const) {
      const written = spec.condition[field];
      const unit = written && parseDuration(written)?.unit;
      if (unit && 'MQY'.includes(unit)) {
        warn(
          ['condition', field],
          `${written} is ${Math.round(
            (secondsOf(written) ?? 0) / 86_400,
          )} days (m is minutes, M months)`,
          'a duration such as 5m',
        );
      }
    }
  }

  #shortSeconds(
    { document, metadata, path }: Written<unknown>,
    longSeconds: number,
  ): number | undefined {
    const written = metadata.annotations[SHORT_WINDOW_ANNOTATION];
    if (written === undefined) return undefined;
    const seconds = secondsOf(written);
    if (seconds !== undefined && seconds < longSeconds) return seconds;
    this.findings.push(
      errorAt(
        document,
        [...path, 'metadata', 'annotations', SHORT_WINDOW_ANNOTATION],
        written,
        'a duration shorter than the lookbackWindow, such as 5m',
      ),
    );
    return undefined;
  }

  #guards(at: Written<unknown>) {
    return readGuards(at.document, at.metadata, at.path, this.findings);
  }

  /** The name that the configuration knows the target by, if it is declared. */
  #target(
    target: Reference | Inline<AlertNotificationTargetSpec>,
    document: OpenSloDocument,
    path: FieldPath,
  ): string[] {
    if (target.ref === undefined) return [target.metadata.name];
    const found = this.#documents.find<AlertNotificationTargetSpec>(
      'AlertNotificationTarget',
      target.ref,
      document,
    );
    if (found) return [target.ref];
    this.findings.push(
      errorAt(
        document,
        [...path, 'targetRef'],
        target.ref,
        'the name of an AlertNotificationTarget that is declared',
      ),
    );
    return [];
  }

  #follow<Spec>(
    { kind, field }: { kind: OpenSloKind; field: string },
    written: Reference | Inline<Spec>,
    document: OpenSloDocument,
    path: FieldPath,
  ): Written<Spec> | undefined {
    if (written.ref === undefined) {
      const { metadata, spec } = written;
      return { document, metadata, spec, path };
    }
    const found = this.#documents.find<Spec>(kind, written.ref, document);
    if (found) return standalone(found);
    this.findings.push(
      errorAt(
        document,
        [...path, field],
        written.ref,
        `the name of an ${kind} that is declared`,
      ),
    );
    return undefined;
  }
}

/** Numbers of events and failures below which nothing alerts, as annotations tell them. */
export function readGuards(
  document: OpenSloDocument,
  { annotations }: Metadata,
  path: FieldPath,
  findings: DocumentError[],
): Partial<Pick<AlertRule, 'minEvents' | 'minFailures'>> {
  const read = (annotation: string) => {
    const written = annotations[annotation];
    if (written === undefined) return undefined;
    if (/^\d{1,9}$/.test(written)) return Number(written);
    findings.push(
      errorAt(
        document,
        [...path, 'metadata', 'annotations', annotation],
        written,
        'a whole number of at least 0',
      ),
    );
    return undefined;
  };
  const minEvents = read(ALERT_MIN_EVENTS_ANNOTATION);
  const minFailures = read(ALERT_MIN_FAILURES_ANNOTATION);
  return {
    ...(minEvents !== undefined && { minEvents }),
    ...(minFailures !== undefined && { minFailures }),
  };
}

/** Name for people. */
export function displayName(metadata: Metadata): string {
  return (
    metadata.displayName ??
    metadata.annotations[DISPLAY_NAME_ANNOTATION] ??
    metadata.name
  );
}

function standalone<Spec>(document: OpenSloDocument<Spec>): Written<Spec> {
  const { metadata, spec } = document;
  return { document, metadata, spec, path: [] };
}

function secondsOf(written: string | undefined): number | undefined {
  const parsed = parseDuration(written ?? '');
  return parsed && durationSeconds(parsed);
}
