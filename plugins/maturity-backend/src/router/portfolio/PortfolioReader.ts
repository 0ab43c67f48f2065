import { InputError } from '@backstage/errors';
import {
  MissedStrategy,
  PortfolioChanges,
  PortfolioFilter,
  PortfolioFilterValues,
  PortfolioPage,
  PortfolioRow,
  PortfolioSummary,
  topLevel,
} from '@plumbline/plugin-maturity-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../../models/ModelIndex';
import { ChangeStore } from '../../store/ChangeStore';
import {
  PlaceScope,
  PortfolioSort,
  PortfolioStore,
} from '../../store/PortfolioStore';
import { StrategyCountStore } from '../../store/StrategyCountStore';
import { TrendStore } from '../../store/TrendStore';
import { strategyIdsOf } from './readQuery';

const DAY_MS = 86_400_000;
const CHANGES_DAYS = 30;
const TREND_DAYS = 365;
const MOST_MISSED = 20;
const ROWS_AT_ONCE = 500;

interface Paging {
  limit: number;
  offset: number;
}

/** What the review of all workloads shows, from stored rows. */
export class PortfolioReader {
  readonly #portfolio: PortfolioStore;
  readonly #changes: ChangeStore;
  readonly #trend: TrendStore;
  readonly #strategies: StrategyCountStore;
  readonly #retentionDays: number;
  readonly #now: () => Date;

  constructor(options: {
    portfolio: PortfolioStore;
    changes: ChangeStore;
    trend: TrendStore;
    strategies: StrategyCountStore;
    /** Days for which changes of levels are kept. */
    retentionDays: number;
    now?: () => Date;
  }) {
    this.#portfolio = options.portfolio;
    this.#changes = options.changes;
    this.#trend = options.trend;
    this.#strategies = options.strategies;
    this.#retentionDays = options.retentionDays;
    this.#now = options.now ?? (() => new Date());
  }

  /** A page of workloads. */
  page(
    filter: PortfolioFilter,
    sort: PortfolioSort,
    paging: Paging,
  ): Promise<PortfolioPage> {
    return this.#portfolio.page(filter, sort, paging);
  }

  /**
   * Every row that a filter lets through, some at a time. Which and in which
   * order is settled at the start, so that none comes twice or is passed over.
   */
  async *rows(
    filter: PortfolioFilter,
    sort: PortfolioSort,
  ): AsyncGenerator<PortfolioRow[]> {
    const refs = await this.#portfolio.refs(filter, sort);
    for await (const some of inTurns(refs, ROWS_AT_ONCE)) {
      yield this.#portfolio.rows(filter.modelId, some);
    }
  }

  /** What there is to filter by. */
  filterValues(modelId: string): Promise<PortfolioFilterValues> {
    return this.#portfolio.filterValues(modelId);
  }

  /** Distribution, trend and most missed strategies. */
  async summary(
    scope: PlaceScope,
    index: ModelIndex,
    days = TREND_DAYS,
  ): Promise<PortfolioSummary> {
    const { modelId, pillarId } = scope;
    const [distribution, missed, countedAt] = await Promise.all([
      this.#portfolio.distribution(scope, topLevel(index.model)),
      this.#strategies.mostMissed(modelId, scope, {
        strategyIds: strategyIdsOf(index, pillarId),
        limit: MOST_MISSED,
      }),
      this.#strategies.countedAt(modelId),
    ]);
    const trend = await this.#trend.read(scope, {
      days,
      today: this.#now().toISOString().slice(0, 10),
      now: distribution,
    });
    const workloads = distribution.reduce((sum, count) => sum + count, 0);
    const places = placesOf(index);
    return {
      distribution,
      trend,
      mostMissed: missed.map(
        ({ strategyId, notMet, unknown }): MissedStrategy => ({
          strategyId,
          ...places.get(strategyId)!,
          notMet,
          unknown,
          workloads,
        }),
      ),
      countedAt,
    };
  }

  /**
   * What changed since a time, the last 30 days when absent.
   *
   * @throws InputError for a time before what is kept, or in the future.
   */
  changes(
    scope: PlaceScope,
    since: string | undefined,
    paging: Paging,
  ): Promise<PortfolioChanges> {
    const from =
      since === undefined
        ? new Date(this.#now().getTime() - CHANGES_DAYS * DAY_MS).toISOString()
        : this.keptTime(since, 'since');
    return this.#changes.since(scope, from, paging);
  }

  /**
   * A time of which the levels are known.
   *
   * @param time - ISO 8601 in UTC.
   * @throws InputError
   */
  keptTime(time: string, place: string): string {
    const now = this.#now().getTime();
    const at = Date.parse(time);
    if (at > now || at < now - this.#retentionDays * DAY_MS) {
      throw new InputError(
        `${place}: expected a time within the last ${
          this.#retentionDays
        } days, for which levels are kept`,
      );
    }
    return time;
  }
}

function placesOf({ model }: ModelIndex) {
  return new Map(
    model.pillars.flatMap(({ id: pillarId, levels }) =>
      levels.flatMap(({ level, strategies }) =>
        strategies.map(
          ({ id, title }) => [id, { title, pillarId, level }] as const,
        ),
      ),
    ),
  );
}
