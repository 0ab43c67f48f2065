import {
  ObjectiveDefinition,
  hourOf,
  hoursCutBy,
  windowSeconds,
} from '@plumbline/plugin-slo-common';
import { AlertStore } from './AlertStore';
import { ExclusionStore, exclusionsOf } from './ExclusionStore';
import { StoredObjective } from './ObjectiveStore';
import { ReportStore } from './ReportStore';
import { RollupStore } from './RollupStore';
import { SampleStore } from './SampleStore';
import { SeriesStore } from './SeriesStore';
import { StatusStore } from './StatusStore';
import {
  DAY,
  HOUR,
  SLICE_DAYS,
  TREND_DAYS,
  dayName,
  floorTo,
  toIso,
} from './time';

/** How long the rollups of a series that nothing refers to are kept, should its document come back. */
const UNUSED_DAYS = 14;

/** For how long things are kept. */
export interface Retention {
  /** Sums of days and daily history; more where a window needs more. */
  days: number;
  /** Changes of alerts. */
  transitionDays: number;
  /** Reports of months. */
  reportMonths: number;
  /** What was pushed. */
  sampleDays: number;
}

/** Where things are kept. */
export interface KeptStores {
  series: SeriesStore;
  rollups: RollupStore;
  statuses: StatusStore;
  alerts: AlertStore;
  exclusions: ExclusionStore;
  samples: SampleStore;
  reports: ReportStore;
}

/** Forgets what is older than it is kept for. */
export class Keeper {
  readonly #retention: Retention;
  readonly #stores: KeptStores;

  constructor(stores: KeptStores, retention: Retention) {
    this.#stores = stores;
    this.#retention = retention;
  }

  /** Forgets; to be run once a day. */
  async prune(objectives: StoredObjective[], now: Date): Promise<void> {
    const { series, rollups, statuses, alerts, samples, reports } =
      this.#stores;
    const retention = this.#retention;
    const seconds = Math.floor(now.getTime() / 1_000);
    const daysAgo = (days: number) => seconds - days * DAY;
    await rollups.prune({
      days: daysAgo(Math.max(retention.days, daysNeeded(objectives))),
      slices: floorTo(HOUR, daysAgo(SLICE_DAYS)),
      keep: await this.#hoursToKeep(objectives, seconds),
    });
    const unused = await series.unused(daysAgo(UNUSED_DAYS));
    await rollups.remove(unused);
    await series.remove(unused);
    await statuses.prune(dayName(daysAgo(retention.days)));
    await alerts.prune(toIso(daysAgo(retention.transitionDays)));
    await samples.prune(daysAgo(retention.sampleDays));
    await reports.prune(monthsBefore(now, retention.reportMonths));
  }

  /**
   * Hours that windows and maintenance go on cutting, by series id. Of
   * maintenance also those that a short window has left behind: the report of
   * the month still counts them.
   */
  async #hoursToKeep(
    objectives: StoredObjective[],
    now: number,
  ): Promise<Map<number, Set<number>>> {
    const exclusions = await this.#stores.exclusions.inForce(
      now - this.#retention.days * DAY,
    );
    const keep = new Map<number, Set<number>>();
    for (const { definition, seriesId } of objectives) {
      const of = exclusionsOf(
        exclusions.get(definition.workloadRef),
        definition.id,
      );
      const hours = [
        ...hoursOfTrend(definition, now),
        ...of
          .flatMap(({ span }) => span)
          .filter(edge => edge % HOUR !== 0)
          .map(hourOf),
      ];
      if (hours.length === 0) continue;
      const kept = keep.get(seriesId) ?? new Set<number>();
      hours.forEach(hour => kept.add(hour));
      keep.set(seriesId, kept);
    }
    return keep;
  }
}

/** Hours that the windows of each day of the trend cut: it is counted anew when something about it changes. */
function hoursOfTrend({ window }: ObjectiveDefinition, now: number): number[] {
  const asOf = floorTo(HOUR, now);
  return Array.from({ length: TREND_DAYS }, (_, days) =>
    hoursCutBy({ window, asOf: asOf - days * DAY }),
  ).flat();
}

/** Days that the longest window needs, from the first day of its trend on. */
function daysNeeded(objectives: StoredObjective[]): number {
  let longest = 0;
  for (const { definition } of objectives) {
    longest = Math.max(longest, windowSeconds(definition.window));
  }
  return Math.ceil(longest / DAY) + TREND_DAYS + 1;
}

function monthsBefore(now: Date, months: number): string {
  const then = new Date(
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1),
  );
  return then.toISOString().slice(0, 7);
}
