import {
  PullRequestLink,
  StampDrift,
  StampListFilter,
  StampListItem,
  StampListPage,
  StampListQuery,
  TEMPLATE_VERSION,
  WorkloadStamps,
} from '@plumbline/plugin-stamp-common';
import { anyOf, byBytes } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { StatusStore } from './StatusStore';
import {
  DeclaredStamp,
  DriftState,
  LockedStamp,
  PullRequestTable,
  ReadingTable,
  StampTable,
  StatusTable,
  statusOf,
} from './rows';

const HISTORY_LENGTH = 50;
const CSV_PAGE = 500;

/** What a list of stamps can be ordered by. */
export const STAMP_SORTS = [
  'name',
  'workload',
  'region',
  'lifecycle',
  'trafficWeight',
  'templateVersion',
  'toldAt',
] as const satisfies StampSort[];

/** One of {@link STAMP_SORTS}. */
export type StampSort = NonNullable<StampListQuery['sort']>;

/** How a list of stamps is ordered; those that tie by their refs. */
export interface StampOrder {
  sort: StampSort;
  direction: 'asc' | 'desc';
}

/** What is known of a workload's stamps. */
export interface KnownStamps {
  /** With since when each is as far as it is, ISO 8601. */
  stamps: (StampListItem & { lifecycleSince: string })[];
  /** Open ones, with when each was seen first, ISO 8601. */
  pullRequests: (PullRequestLink & { stampName: string; seenAt: string })[];
}

type JoinedRow = Omit<StampTable, 'workload_ref'> &
  Omit<StatusTable, 'stamp_ref' | 'lifecycle' | 'traffic_weight'> & {
    workload_ref: string;
    told_lifecycle: StatusTable['lifecycle'] | null;
    told_weight: number | null;
    read_at: string | null;
    read_problem: string | null;
    read_error: string | null;
    read_error_since: string | null;
    workload_title: string | null;
    owner_ref: string | null;
  };

/** Answers what is stored of stamps. */
export class StampReader {
  readonly #database: Knex;
  readonly #statuses: StatusStore;

  constructor(database: Knex) {
    this.#database = database;
    this.#statuses = new StatusStore(database);
  }

  /** Everything of a workload's stamps; empty lists where there is none. */
  async ofWorkload(
    workloadRef: string,
  ): Promise<Omit<WorkloadStamps, 'mayChange'>> {
    const [rows, pullRequests, history, reading] = await Promise.all([
      this.#joined()
        .where('stamps.workload_ref', workloadRef)
        .orderBy([
          { column: 'stamps.environment' },
          { column: 'stamps.region' },
          { column: 'stamps.instance' },
          { column: 'stamps.stamp_ref' },
        ]) as unknown as Promise<JoinedRow[]>,
      this.#pullRequests([workloadRef]),
      this.#statuses.history(workloadRef, HISTORY_LENGTH),
      this.#database<ReadingTable>('readings')
        .where({ workload_ref: workloadRef })
        .first(),
    ]);
    const stamps = rows.map(row => toItem(row, pullRequests));
    const names = new Set(stamps.map(({ name }) => name));
    return {
      stamps: stamps.map(({ workloadTitle, ownerRef, ...stamp }) => stamp),
      additions: pullRequests
        .filter(
          ({ kind, stamp_name }) => kind === 'add' && !names.has(stamp_name),
        )
        .map(({ stamp_name: stampName, label, url, branch }) => ({
          stampName,
          label,
          url,
          branch,
        })),
      history,
      problem: reading?.problem ?? undefined,
    };
  }

  /** What is known of the stamps of workloads, by ref; those without any are left out. */
  async known(workloadRefs: string[]): Promise<Map<string, KnownStamps>> {
    const [rows, pullRequests] = await Promise.all([
      this.#joined()
        .where(anyOf(this.#database, 'stamps.workload_ref', workloadRefs))
        .orderBy('stamps.stamp_ref') as unknown as Promise<JoinedRow[]>,
      this.#pullRequests(workloadRefs),
    ]);
    const known = new Map<string, KnownStamps>();
    const of = (workloadRef: string) => {
      const stamps = known.get(workloadRef) ?? { stamps: [], pullRequests: [] };
      known.set(workloadRef, stamps);
      return stamps;
    };
    for (const row of rows) {
      of(row.workload_ref).stamps.push({
        ...toItem(row, pullRequests),
        lifecycleSince: row.lifecycle_since!,
      });
    }
    for (const row of pullRequests) {
      of(row.workload_ref).pullRequests.push({
        label: row.label,
        url: row.url,
        branch: row.branch,
        stampName: row.stamp_name,
        seenAt: row.seen_at,
      });
    }
    return known;
  }

  /** A page of all stamps, and how many there are. */
  async page(
    filter: StampListFilter,
    order: StampOrder,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<StampListPage> {
    const [items, [{ total }]] = await Promise.all([
      this.#items(filter, order, limit, offset),
      this.#filtered(this.#base(), filter).count({ total: '*' }) as Promise<
        { total: number | string }[]
      >,
    ]);
    return { items, total: Number(total) };
  }

  /** All of them, in pages. */
  async *items(
    filter: StampListFilter,
    order: StampOrder,
  ): AsyncGenerator<StampListItem[]> {
    for (let offset = 0; ; offset += CSV_PAGE) {
      const page = await this.#items(filter, order, CSV_PAGE, offset);
      if (page.length > 0) yield page;
      if (page.length < CSV_PAGE) return;
    }
  }

  async #items(
    filter: StampListFilter,
    order: StampOrder,
    limit: number,
    offset: number,
  ): Promise<StampListItem[]> {
    const query = this.#filtered(this.#joined(), filter)
      .orderByRaw(
        `${this.#sortColumn(order.sort)} ${
          order.direction === 'desc' ? 'desc' : 'asc'
        } nulls last`,
      )
      .orderByRaw(byBytes(this.#database, 'stamps.stamp_ref'))
      .limit(limit)
      .offset(offset);
    const rows = (await query) as unknown as JoinedRow[];
    const workloadRefs = [...new Set(rows.map(row => row.workload_ref))];
    const pullRequests = await this.#pullRequests(workloadRefs);
    return rows.map(row => toItem(row, pullRequests));
  }

  #sortColumn(sort: StampSort): string {
    const bytes = (column: string) => byBytes(this.#database, column);
    switch (sort) {
      case 'workload':
        return bytes('workloads.title');
      case 'region':
        return bytes('stamps.region');
      case 'lifecycle':
        return 'stamps.lifecycle_rank';
      case 'trafficWeight':
        return 'stamps.traffic_weight';
      case 'templateVersion':
        return bytes('stamps.template_version');
      case 'toldAt':
        return bytes('statuses.observed_at');
      default:
        return bytes('stamps.name');
    }
  }

  #base(): Knex.QueryBuilder {
    return this.#database('stamps')
      .leftJoin('statuses', query =>
        query
          .on('statuses.stamp_ref', 'stamps.stamp_ref')
          // What was told counts for stamps of the estate only.
          .andOnNotNull('stamps.locked'),
      )
      .leftJoin('workloads', 'workloads.workload_ref', 'stamps.workload_ref');
  }

  #joined(): Knex.QueryBuilder {
    return this.#base()
      .leftJoin('readings', 'readings.workload_ref', 'stamps.workload_ref')
      .select('stamps.*', {
        observed_at: 'statuses.observed_at',
        received_at: 'statuses.received_at',
        reported_by: 'statuses.reported_by',
        told_lifecycle: 'statuses.lifecycle',
        told_weight: 'statuses.traffic_weight',
        outcome: 'statuses.outcome',
        run_url: 'statuses.run_url',
        image: 'statuses.image',
        unit: 'statuses.unit',
        read_at: 'readings.read_at',
        read_problem: 'readings.problem',
        read_error: 'readings.error',
        read_error_since: 'readings.error_since',
        workload_title: 'workloads.title',
        owner_ref: 'workloads.owner_ref',
      });
  }

  #filtered(
    query: Knex.QueryBuilder,
    filter: StampListFilter,
  ): Knex.QueryBuilder {
    const among = (column: string, values: readonly string[] | undefined) => {
      if (values) query.where(anyOf(this.#database, column, values));
    };
    const amongOrNone = (
      column: string,
      values: readonly string[] | undefined,
    ) => {
      if (!values) return;
      const some = values.filter(value => value !== 'none');
      query.where(condition => {
        if (some.length > 0) {
          condition.orWhere(anyOf(this.#database, column, some));
        }
        if (some.length < values.length) condition.orWhereNull(column);
      });
    };
    among('stamps.workload_ref', filter.workload);
    among('workloads.owner_ref', filter.owner);
    among('stamps.region', filter.region);
    among('stamps.environment', filter.environment);
    among('stamps.lifecycle', filter.lifecycle);
    among('stamps.template_version', filter.templateVersion);
    amongOrNone('stamps.drift', filter.drift);
    amongOrNone('statuses.outcome', filter.outcome);
    for (const word of wordsOf(filter.text)) {
      query.whereRaw(`stamps.words like ? escape '\\'`, [
        `%${word.replace(/[\\%_]/g, '\\$&')}%`,
      ]);
    }
    return query;
  }

  async #pullRequests(workloadRefs: string[]): Promise<PullRequestTable[]> {
    if (workloadRefs.length === 0) return [];
    return this.#database<PullRequestTable>('pull_requests')
      .where(anyOf(this.#database, 'workload_ref', workloadRefs))
      .orderBy(['stamp_name', 'branch']);
  }
}

function wordsOf(text: string | undefined): string[] {
  return (text ?? '').toLocaleLowerCase('en-US').split(/\s+/).filter(Boolean);
}

function toItem(
  row: JoinedRow,
  pullRequests: readonly PullRequestTable[],
): StampListItem {
  const declared: DeclaredStamp | undefined =
    row.declared === null ? undefined : JSON.parse(row.declared);
  const locked: LockedStamp | undefined =
    row.locked === null ? undefined : JSON.parse(row.locked);
  return {
    stampRef: row.stamp_ref,
    name: row.name!,
    title: row.title!,
    workloadRef: row.workload_ref,
    environment: row.environment!,
    region: row.region!,
    instance: row.instance!,
    lifecycle: row.lifecycle!,
    trafficWeight: row.traffic_weight ?? 0,
    maxUsers: locked?.maxUsers ?? declared?.maxUsers,
    status:
      row.told_lifecycle === null
        ? undefined
        : statusOf({
            ...row,
            lifecycle: row.told_lifecycle,
            traffic_weight: row.told_weight,
          }),
    drift: locked && driftOfRow(row, locked),
    infrastructure: locked?.infrastructure,
    pipeline: locked?.pipeline,
    image: locked?.image,
    expectedUsers: locked?.expectedUsers,
    pullRequests: pullRequests
      .filter(
        ({ workload_ref, stamp_name }) =>
          workload_ref === row.workload_ref && stamp_name === row.name,
      )
      .map(({ label, url, branch }) => ({ label, url, branch })),
    workloadTitle: row.workload_title ?? row.workload_ref,
    ownerRef: row.owner_ref ?? undefined,
  };
}

function driftOfRow(row: JoinedRow, locked: LockedStamp): StampDrift {
  const state = row.drift ?? 'unknown';
  return {
    state,
    files: JSON.parse(row.drift_files ?? '[]'),
    templateVersion: locked.templateVersion,
    newestTemplateVersion: TEMPLATE_VERSION,
    checkedAt: row.read_at ?? undefined,
    error: errorOfRow(row, state),
  };
}

function errorOfRow(
  row: JoinedRow,
  state: DriftState,
): StampDrift['error'] | undefined {
  if (row.read_error !== null) {
    return { message: row.read_error, since: row.read_error_since! };
  }
  // The rest of the workload could be read.
  return state === 'unknown' &&
    row.read_problem !== null &&
    row.read_at !== null
    ? { message: row.read_problem, since: row.read_at }
    : undefined;
}
