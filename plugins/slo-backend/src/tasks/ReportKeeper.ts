import {
  AlertSeverity,
  MonthlyReport,
  ObjectiveDefinition,
  ReportObjective,
  TimelineEvent,
  asOfFor,
  compositesOf,
  countPromises,
  monthOf,
  monthSpan,
  reportComposite,
  reportObjective,
} from '@plumbline/plugin-slo-common';
import { KnownWorkload, inTurns } from '@plumbline/plugin-workload-node';
import { AlertStore, WorkloadTransition } from '../store/AlertStore';
import {
  ExclusionInForce,
  ExclusionStore,
  exclusionsOf,
} from '../store/ExclusionStore';
import { ObjectiveStore, StoredObjective } from '../store/ObjectiveStore';
import { ReportStore } from '../store/ReportStore';
import { RollupStore } from '../store/RollupStore';
import { SeriesProgress, SeriesStore } from '../store/SeriesStore';
import { TimelineStore } from '../store/TimelineStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { DAY, toIso } from '../store/time';

const WORKLOADS_AT_ONCE = 50;
/** How long after its end a month still takes in late data. */
const SETTLING_DAYS = 2;
/**
 * For how long a report of a month that is over has to come out the same before
 * it is final: gaps that a source fills later are read again within this time.
 */
const STEADY_HOURS = 12;
/** How long after its end the last numbers of a month may be on their way. */
const ARRIVAL_SECONDS = 3_600;
/** Finished months that are reported at first sight, as far as there is data. */
const MONTHS_BACK = 3;
/** Alerts that are told as events of the month. */
const TOLD_SEVERITIES: AlertSeverity[] = ['critical', 'high'];
const MOST_EVENTS = 200;

/** What the reports of one month are made from. */
interface Month {
  month: string;
  /** Epoch seconds. */
  from: number;
  to: number;
  /** Whether late data of it counts no more. */
  settled: boolean;
  /** Whether the next one has begun and what was on its way has arrived. */
  over: boolean;
  /** By workload ref. */
  events: Map<string, TimelineEvent[]>;
  exclusions: Map<string, ExclusionInForce[]>;
}

/**
 * Makes the monthly reports, anew when something of them changed. That of a month
 * that is over becomes final once it has come out the same for a while.
 */
export class ReportKeeper {
  readonly #objectives: ObjectiveStore;
  readonly #series: SeriesStore;
  readonly #rollups: RollupStore;
  readonly #exclusions: ExclusionStore;
  readonly #alerts: AlertStore;
  readonly #timeline: TimelineStore;
  readonly #workloads: WorkloadStore;
  readonly #reports: ReportStore;

  constructor(options: {
    objectives: ObjectiveStore;
    series: SeriesStore;
    rollups: RollupStore;
    exclusions: ExclusionStore;
    alerts: AlertStore;
    timeline: TimelineStore;
    workloads: WorkloadStore;
    reports: ReportStore;
  }) {
    this.#objectives = options.objectives;
    this.#series = options.series;
    this.#rollups = options.rollups;
    this.#exclusions = options.exclusions;
    this.#alerts = options.alerts;
    this.#timeline = options.timeline;
    this.#workloads = options.workloads;
    this.#reports = options.reports;
  }

  /** Makes what is due. */
  async run(now: Date): Promise<void> {
    const objectives = await this.#objectives.all();
    const seconds = Math.floor(now.getTime() / 1_000);
    const byWorkload = new Map<string, StoredObjective[]>();
    for (const objective of objectives) {
      const { workloadRef } = objective.definition;
      const of = byWorkload.get(workloadRef) ?? [];
      of.push(objective);
      byWorkload.set(workloadRef, of);
    }
    for (const month of monthsUntil(seconds)) {
      const refs = [...byWorkload.keys()];
      const stored = await this.#reports.ofMonth(refs, month);
      const open = refs.filter(ref => !stored.get(ref)?.final);
      if (open.length === 0) continue;
      const [from, to] = monthSpan(month);
      const of: Month = {
        month,
        from,
        to,
        settled: seconds >= to + SETTLING_DAYS * DAY,
        over: seconds >= to + ARRIVAL_SECONDS,
        events: await this.#timeline.between(toIso(from), toIso(to)),
        exclusions: await this.#exclusions.inForce(from),
      };
      for await (const some of inTurns(open, WORKLOADS_AT_ONCE)) {
        await this.#reportSome(
          some.flatMap(ref => byWorkload.get(ref)!),
          of,
          stored,
          now,
        );
      }
    }
  }

  async #reportSome(
    objectives: StoredObjective[],
    month: Month,
    stored: Map<string, MonthlyReport>,
    now: Date,
  ) {
    const { from, to } = month;
    const refs = [
      ...new Set(objectives.map(({ definition }) => definition.workloadRef)),
    ];
    const progress = await this.#series.progress(
      objectives.map(({ seriesId }) => seriesId),
    );
    const rollups = await this.#rollups.between(
      objectives.map(({ definition, seriesId }) => ({
        seriesId,
        cuts: cutsOf(
          month,
          reportedUntil(month, definition, progress.get(seriesId)!),
          exclusionsOf(
            month.exclusions.get(definition.workloadRef),
            definition.id,
          ),
        ),
      })),
    );
    const composites = compositesOf(
      objectives.map(({ definition }) => definition),
    );
    const transitions = await this.#alerts.between(
      [...objectives, ...composites].map(({ definition }) => definition.id),
      toIso(from),
      toIso(to),
    );
    const fired = transitions.filter(transition => transition.to === 'firing');
    const known = await this.#workloads.read(refs);
    const parts = new Map<string, ReportObjective[]>();
    objectives.forEach(({ definition, seriesId }, index) => {
      const series = progress.get(seriesId)!;
      const before = series.firstData === undefined || series.firstData >= to;
      // A month that was over before it was measured says nothing of it.
      if (month.over && before) return;
      const part = reportObjective({
        definition,
        month: month.month,
        rollups: rollups[index],
        asOf: reportedUntil(month, definition, series),
        context: {
          exclusions: exclusionsOf(
            month.exclusions.get(definition.workloadRef),
            definition.id,
          ).map(({ span }) => span),
          measuredSince: series.firstData,
        },
        alerts: countBySeverity(
          fired.filter(({ objectiveId }) => objectiveId === definition.id),
        ),
      });
      const of = parts.get(definition.workloadRef) ?? [];
      of.push(part);
      parts.set(definition.workloadRef, of);
    });
    for (const composite of composites) {
      const { id, workloadRef } = composite.definition;
      const of = parts.get(workloadRef) ?? [];
      const alerts = countBySeverity(
        fired.filter(({ objectiveId }) => objectiveId === id),
      );
      const members = new Set(composite.members.map(member => member.id));
      if (!of.some(part => members.has(part.id))) continue;
      of.unshift(reportComposite(composite, of, alerts));
    }
    const reports = [...parts].flatMap(([ref, of]) => {
      const report = compose(
        ref,
        of,
        known.get(ref),
        fired.filter(({ workloadRef }) => workloadRef === ref),
        month,
        now,
      );
      return following(report, stored.get(ref), month) ?? [];
    });
    await this.#reports.save(reports);
  }
}

/** What to store after `before`; `undefined` when that says the same and may still change. */
function following(
  report: MonthlyReport,
  before: MonthlyReport | undefined,
  { settled }: Month,
): MonthlyReport | undefined {
  // What a reader would see; the time at which it was made alone is no news.
  const content = (of: MonthlyReport) => JSON.stringify({ ...of, asOf: '' });
  if (!before || content(before) !== content(report)) return report;
  const steadyHours =
    (Date.parse(report.asOf) - Date.parse(before.asOf)) / 3_600_000;
  return settled && steadyHours >= STEADY_HOURS
    ? { ...report, final: true }
    : undefined;
}

function compose(
  workloadRef: string,
  objectives: ReportObjective[],
  workload: KnownWorkload | undefined,
  fired: WorkloadTransition[],
  { month, from, to, ...of }: Month,
  now: Date,
): MonthlyReport {
  const names = new Map(objectives.map(each => [each.id, each.displayName]));
  const told = fired
    .filter(({ severity }) => TOLD_SEVERITIES.includes(severity))
    .map(({ at, name, objectiveId }) => ({
      at,
      title: `${names.get(objectiveId) ?? objectiveId}: ${name}`,
    }));
  const events = [
    ...(of.events.get(workloadRef) ?? []).map(({ at, title }) => ({
      at,
      title,
    })),
    ...told,
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return {
    workloadRef,
    workloadTitle: workload?.title ?? workloadRef,
    ownerRef: workload?.ownerRef,
    month,
    final: false,
    asOf: now.toISOString(),
    objectives,
    promises: countPromises(objectives),
    events: events.slice(0, MOST_EVENTS),
    exclusions: (of.exclusions.get(workloadRef) ?? [])
      .filter(({ span }) => span[0] < to && span[1] > from)
      .map(({ span, reason }) => ({
        from: toIso(span[0]),
        to: toIso(span[1]),
        reason,
      })),
  };
}

/** The month that goes on and those before it. */
function monthsUntil(now: number): string[] {
  const months = [monthOf(now)];
  while (months.length <= MONTHS_BACK) {
    const [from] = monthSpan(months[months.length - 1]);
    months.push(monthOf(from));
  }
  return months;
}

/** Up to where a month is reported (epoch seconds): all of it once it is over, since what is missing then stays missing; otherwise as far as data goes. */
function reportedUntil(
  { from, to, over }: Month,
  definition: ObjectiveDefinition,
  series: SeriesProgress,
): number {
  if (over) return to;
  return Math.max(from, Math.min(to, asOfFor(definition, series) ?? from));
}

/** Where days of the month and maintenance begin and end, as far as there is data. */
function cutsOf(
  { from }: Month,
  end: number,
  exclusions: ExclusionInForce[],
): number[] {
  if (end <= from) return [];
  const days: number[] = [];
  for (let day = from; day < end; day += DAY) days.push(day);
  const edges = exclusions
    .flatMap(({ span }) => span)
    .filter(edge => edge > from && edge < end);
  return [...days, ...edges, end];
}

function countBySeverity(
  transitions: WorkloadTransition[],
): Partial<Record<AlertSeverity, number>> {
  const counts: Partial<Record<AlertSeverity, number>> = {};
  for (const { severity } of transitions) {
    counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return counts;
}
