import {
  ADDRESS_EXPECTED,
  ANNOTATIONS,
  isAddress,
} from '@plumbline/plugin-workload-common';
import { AlertRule } from '../alerts/AlertRule';
import { defaultAlertRules } from '../alerts/defaultAlertRules';
import {
  GAP_POLICIES,
  GapPolicy,
  Indicator,
  MetricSource,
  ObjectiveDefinition,
  SlaPromise,
  defaultSliceSeconds,
} from '../definition';
import { durationSeconds, parseDuration } from '../duration';
import { formatSeconds } from '../figures';
import { SLO_SUBJECTS, SloSubject, subjectOf } from '../subject';
import { TimeWindow } from '../window';
import {
  AlertPolicies,
  DeclaredPolicy,
  displayName,
  readGuards,
} from './AlertPolicies';
import { DocumentIndex } from './DocumentIndex';
import {
  BUDGET_POLICY_ANNOTATION,
  ENTITY_ANNOTATION,
  NO_DATA_ANNOTATION,
  NO_EVENTS_ANNOTATION,
  SLA_NAME_ANNOTATION,
  SLA_TARGET_ANNOTATION,
  SLICE_ANNOTATION,
  SUBJECT_ANNOTATION,
  WORKLOAD_ANNOTATION,
} from './annotations';
import { entityRefFrom, workloadRefFrom } from './catalogRefs';
import {
  Remark,
  ResolveOptions,
  checkRule,
  checkTarget,
  checkWindow,
} from './checkObjective';
import { DocumentError, FieldPath, OpenSloDocument } from './document';
import { errorAt, remarkAt } from './findings';
import { dividesHour } from './schema/slo';
import {
  DataSourceSpec,
  MetricSpec,
  ObjectiveSpec,
  SliChoice,
  SliSpec,
  SloSpec,
} from './specs';

/** The window of an SLO that names none. */
const DEFAULT_WINDOW = '28d';

/** An SLI, of its own or written into an SLO, and where it is. */
interface Sli {
  /** Empty when it has none. */
  name: string;
  displayName?: string;
  document: OpenSloDocument;
  spec: SliSpec;
  path: FieldPath;
}

/** Follows the references of one SLO and fills in its objectives, noting what does not fit. */
export class SloResolution {
  readonly findings: DocumentError[] = [];
  readonly #slo: OpenSloDocument<SloSpec>;
  readonly #documents: DocumentIndex;
  readonly #policies: AlertPolicies;
  readonly #options: ResolveOptions;
  #failed = false;

  constructor(input: {
    slo: OpenSloDocument<SloSpec>;
    documents: DocumentIndex;
    policies: AlertPolicies;
    options: ResolveOptions;
  }) {
    this.#slo = input.slo;
    this.#documents = input.documents;
    this.#policies = input.policies;
    this.#options = input.options;
  }

  /** Its objectives; none when it cannot be evaluated as it is declared. */
  resolve(): ObjectiveDefinition[] {
    const { metadata, spec, file, position } = this.#slo;
    const workloadRef = this.#workloadRef();
    const entityRef = this.#entityRef() ?? workloadRef;
    const composite = !spec.indicator && spec.indicatorRef === undefined;
    const window = this.#window();
    const shared = composite ? undefined : this.#sli(spec, ['spec']);
    const common = {
      description: spec.description,
      service: spec.service,
      runbookUrl: this.#runbookUrl(),
      method: spec.budgetingMethod,
      window,
      sla: this.#sla(),
      budgetPolicy: this.#annotation(BUDGET_POLICY_ANNOTATION),
      noData: this.#gapPolicy(NO_DATA_ANNOTATION),
      noEvents: this.#gapPolicy(NO_EVENTS_ANNOTATION),
    };
    const subject = this.#subject();
    const several = spec.objectives.length > 1;
    const objectives = spec.objectives.flatMap((objective, index) => {
      const sli = composite
        ? this.#sli(objective, ['spec', 'objectives', index])
        : shared;
      const indicator = sli && this.#indicator(sli, objective, index);
      if (!indicator || !workloadRef || !entityRef) return [];
      const names = [metadata.displayName, metadata.name, sli.name];
      const own =
        objective.displayName ??
        (composite ? sli.displayName : undefined) ??
        `objective ${index + 1}`;
      const target = targetOf(objective);
      const definition: ObjectiveDefinition = {
        id: several ? `${metadata.name}.${index + 1}` : metadata.name,
        sloName: metadata.name,
        displayName: [displayName(metadata), ...(several ? [own] : [])].join(
          ', ',
        ),
        ...common,
        workloadRef,
        entityRef,
        target,
        sliceSeconds: this.#sliceSeconds(objective, window),
        sliceTarget: this.#sliceTarget(objective, target),
        indicator,
        indicatorName: composite ? objective.indicatorRef : spec.indicatorRef,
        subject:
          subject ?? subjectOf(composite ? [own, sli.name] : names, indicator),
        ...(composite && several && { weight: objective.compositeWeight ?? 1 }),
        declaredIn: { file, line: position.line },
      };
      this.#note(
        ['spec', 'objectives', index, 'target'],
        checkTarget(definition),
      );
      return [definition];
    });
    if (objectives.length > 0) {
      this.#note(
        ['spec', 'timeWindow', 0, 'duration'],
        checkWindow(objectives[0], this.#options),
      );
    }
    const watched = this.#watch(objectives);
    return this.#failed ? [] : watched;
  }

  /** An error without which nothing can be evaluated. */
  #report(path: FieldPath, found: unknown, expected: string) {
    this.#reportIn(this.#slo, path, found, expected);
  }

  #reportIn(
    document: OpenSloDocument,
    path: FieldPath,
    found: unknown,
    expected: string,
  ) {
    this.#failed = true;
    this.findings.push(errorAt(document, path, found, expected));
  }

  #note(path: FieldPath, remarks: Remark[]) {
    this.findings.push(
      ...remarks.map(remark =>
        remarkAt(this.#slo, path, { severity: 'warning', ...remark }),
      ),
    );
  }

  /** Adds the rules of the declared policies, and checks that each can fire for each objective. */
  #watch(objectives: ObjectiveDefinition[]): ObjectiveDefinition[] {
    const { spec, metadata } = this.#slo;
    const guards = readGuards(this.#slo, metadata, [], this.findings);
    const guarded = Object.keys(guards).length > 0;
    const declared: { policy: DeclaredPolicy; path: FieldPath }[] = [];
    (spec.alertPolicies ?? []).forEach((written, index) => {
      const path: FieldPath = ['spec', 'alertPolicies', index];
      const policy = this.#policies.follow(written, this.#slo, path);
      if (!policy) return;
      if (declared.some(({ policy: { name } }) => name === policy.name)) {
        this.#note(path, [
          {
            message: `the policy '${policy.name}' is named twice and counts once`,
            expected: 'each policy once',
          },
        ]);
        return;
      }
      declared.push({ policy, path });
    });
    return objectives.map(definition => {
      const rules = declared.flatMap(({ policy, path }) =>
        policy.rules.map(rule => {
          const whole: AlertRule = {
            minEvents: 0,
            minFailures: 0,
            ...guards,
            ...rule,
          };
          this.#note(path, checkRule(whole, definition));
          return whole;
        }),
      );
      const fallback = guarded
        ? defaultAlertRules(definition).map(rule => ({ ...rule, ...guards }))
        : undefined;
      return {
        ...definition,
        alertPolicies:
          declared.length > 0
            ? declared.map(({ policy }) => policy.name)
            : undefined,
        alertRules: rules.length > 0 ? rules : fallback,
      };
    });
  }

  /** Fits the window unless it is written. A window shorter than that is the one that cannot be evaluated: what was measured is never told apart so finely. */
  #sliceSeconds(objective: ObjectiveSpec, window: TimeWindow): number {
    const seconds = durationSeconds(parseDuration(window.duration)!);
    const written = this.#writtenSliceSeconds(objective);
    if (written === undefined) return defaultSliceSeconds(seconds);
    if (seconds < written) {
      this.#report(
        ['spec', 'timeWindow', 0, 'duration'],
        window.duration,
        `a window of at least one slice, which is ${formatSeconds(written)}`,
      );
    }
    return written;
  }

  #writtenSliceSeconds(objective: ObjectiveSpec): number | undefined {
    if (this.#slo.spec.budgetingMethod !== 'Occurrences') {
      const parsed = parseDuration(objective.timeSliceWindow ?? '');
      return parsed && durationSeconds(parsed);
    }
    const written = this.#slo.metadata.annotations[SLICE_ANNOTATION];
    if (written === undefined) return undefined;
    if (dividesHour(written)) return durationSeconds(parseDuration(written)!);
    this.#report(
      ['metadata', 'annotations', SLICE_ANNOTATION],
      written,
      'a duration that divides an hour, such as 1m, 5m, 15m or 1h',
    );
    return undefined;
  }

  /** Share of good events from which a slice is good; where shares are averaged it only tells which ones failed. */
  #sliceTarget(objective: ObjectiveSpec, target: number): number {
    switch (this.#slo.spec.budgetingMethod) {
      case 'Timeslices':
        return objective.timeSliceTarget ?? 1;
      case 'RatioTimeslices':
        return objective.timeSliceTarget ?? target;
      default:
        return 1;
    }
  }

  #gapPolicy(annotation: string): GapPolicy | undefined {
    const { metadata, spec } = this.#slo;
    const written = metadata.annotations[annotation];
    if (written === undefined) return undefined;
    const path = ['metadata', 'annotations', annotation];
    const policy = GAP_POLICIES.find(each => each === written);
    if (!policy) this.#report(path, written, GAP_POLICIES.join(' or '));
    else if (spec.budgetingMethod === 'Occurrences') {
      this.#note(path, [
        {
          message:
            'has no effect with Occurrences, where only events are counted',
          expected: 'Timeslices or RatioTimeslices',
        },
      ]);
      return undefined;
    }
    return policy;
  }

  #annotation(name: string): string | undefined {
    return (
      this.#slo.metadata.annotations[name] ??
      this.#documents.find('Service', this.#slo.spec.service, this.#slo)
        ?.metadata.annotations[name]
    );
  }

  #workloadRef(): string | undefined {
    const written = this.#annotation(WORKLOAD_ANNOTATION);
    const own = this.#slo.foundBy?.workloadRef;
    if (written === undefined && own) return own;
    const ref = written === undefined ? undefined : workloadRefFrom(written);
    if (ref && own && ref !== own) {
      this.#report(
        ['metadata', 'annotations', WORKLOAD_ANNOTATION],
        written,
        `${own}, the workload of the entity that leads to this file`,
      );
      return undefined;
    }
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
    if (written === undefined) return this.#slo.foundBy?.entityRef;
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

  #sli(
    { indicator, indicatorRef }: SliChoice,
    path: FieldPath,
  ): Sli | undefined {
    if (indicator) {
      const { name = '', displayName: shown } = indicator.metadata ?? {};
      return {
        name: String(name),
        displayName: typeof shown === 'string' ? shown : undefined,
        document: this.#slo,
        spec: indicator.spec,
        path: [...path, 'indicator', 'spec'],
      };
    }
    const document = this.#documents.find<SliSpec>(
      'SLI',
      indicatorRef,
      this.#slo,
    );
    if (!document) {
      this.#report(
        [...path, 'indicatorRef'],
        indicatorRef,
        'the name of an SLI that is declared',
      );
      return undefined;
    }
    return {
      name: document.metadata.name,
      displayName: displayName(document.metadata),
      document,
      spec: document.spec,
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
    for (const field of ['op', 'value'] as const) {
      if (objective[field] === undefined) continue;
      this.#note(
        [...objectivePath, field],
        [
          {
            message: 'has no effect: the SLI is a ratio, not a threshold',
            expected: `no ${field}`,
          },
        ],
      );
    }
    if (ratioMetric.raw) {
      const raw = this.#metric(
        sli.document,
        ratioMetric.raw,
        at('ratioMetric', 'raw'),
      );
      const { rawType = 'success' } = ratioMetric;
      return raw && { kind: 'raw', rawType, metric: raw };
    }
    const metric = (role: 'good' | 'bad' | 'total') =>
      ratioMetric[role] &&
      this.#metric(sli.document, ratioMetric[role], at('ratioMetric', role));
    const [good, bad, total] = [metric('good'), metric('bad'), metric('total')];
    if (!total || (!good && !bad)) return undefined;
    const events = good ?? bad;
    if (events && events.type !== total.type) {
      this.#reportIn(
        sli.document,
        at('ratioMetric', 'total', 'metricSource', 'type'),
        total.type,
        `${events.type}: both series of a ratio come from one type of source`,
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
    const declared = this.#documents.find<DataSourceSpec>(
      'DataSource',
      metricSourceRef,
      document,
    );
    const type = metricSource.type ?? declared?.spec.type;
    if (type === undefined) {
      const missing = metricSourceRef === undefined;
      this.#reportIn(
        document,
        [...path, 'metricSource', missing ? 'type' : 'metricSourceRef'],
        metricSourceRef,
        missing
          ? 'a type of source such as prometheus, or a metricSourceRef'
          : `the name of a DataSource that is declared${
              document.version === 'openslo/v1' ? ', or a type beside it' : ''
            }`,
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
    const [{ duration, calendar }] = this.#slo.spec.timeWindow ?? [
      { duration: DEFAULT_WINDOW, calendar: undefined },
    ];
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
