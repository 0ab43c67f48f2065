import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** From a time to another one that is not in it; ISO 8601. */
export interface TimeSpan {
  from: string;
  to: string;
}

interface OwnedWorkload {
  workloadRef: string;
  workloadTitle: string;
  ownerRef: string;
}

/** A level that fell and is still lower. */
export interface FallenLevel extends OwnedWorkload {
  modelId: string;
  /** Absent for the overall level. */
  pillarId?: string;
  /** Before it first fell. */
  from: number;
  /** Now. */
  to: number;
  /** Of the scorecard, when it last fell. */
  revision: number;
  /** Why it last fell. */
  cause: string;
}

/** The newest answer `met` to a question, with its times. */
export interface DatedAnswer extends OwnedWorkload {
  tier?: string;
  criterionId: string;
  attestedBy: string;
  attestedAt: string;
  expiresAt: string;
}

/** An approved exemption with its end. */
export interface DatedExemption extends OwnedWorkload {
  tier?: string;
  criterionId: string;
  expiresAt: string;
}

interface WorkloadColumns {
  workload_ref: string;
  title: string;
  owner_ref: string;
  tier: string | null;
}

/** What owners are to be told, of workloads that have one. */
export class DigestStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Levels of a model that fell in a time and have not risen again since. */
  async fallen(
    modelId: string,
    pillarIds: string[],
    span: TimeSpan,
  ): Promise<FallenLevel[]> {
    const rows: (WorkloadColumns & {
      pillar_id: string;
      revision: number;
      from_proven: number;
      proven: number;
      cause: string;
    })[] = await this.#database('transitions as t')
      .join('workloads as w', 'w.workload_ref', 't.workload_ref')
      .join('scorecards as s', join =>
        join
          .on('s.workload_ref', 't.workload_ref')
          .andOn('s.model_id', 't.model_id'),
      )
      .leftJoin('pillar_levels as p', join =>
        join
          .on('p.workload_ref', 't.workload_ref')
          .andOn('p.model_id', 't.model_id')
          .andOn('p.pillar_id', 't.pillar_id'),
      )
      .where('t.model_id', modelId)
      .whereIn('t.pillar_id', ['', ...pillarIds])
      .where('t.at', '>=', span.from)
      .where('t.at', '<', span.to)
      .whereRaw('t.to_proven < t.from_proven')
      .whereNotNull('w.owner_ref')
      .orderBy(['t.workload_ref', 't.pillar_id', 't.revision'])
      .select(
        'w.workload_ref',
        'w.title',
        'w.owner_ref',
        't.pillar_id',
        't.revision',
        't.from_proven',
        't.cause',
        this.#database.raw('coalesce(p.proven, s.proven) as proven'),
      );
    const fallen = new Map<string, FallenLevel>();
    for (const row of rows) {
      const key = `${row.workload_ref} ${row.pillar_id}`;
      fallen.set(key, {
        ...ownedWorkload(row),
        modelId,
        pillarId: row.pillar_id || undefined,
        from: fallen.get(key)?.from ?? row.from_proven,
        to: row.proven,
        revision: row.revision,
        cause: row.cause,
      });
    }
    return [...fallen.values()].filter(({ from, to }) => to < from);
  }

  /**
   * The newest answers `met` that may end in one of these times: by their own
   * date, or because the model lets them count for so many days only.
   *
   * @param validForDays - of each question, by criterion id.
   */
  async answersEnding(
    spans: TimeSpan[],
    validForDays: Map<string, number>,
  ): Promise<DatedAnswer[]> {
    const found: DatedAnswer[] = [];
    const byDays = new Map<number, string[]>();
    for (const [id, days] of validForDays) {
      byDays.set(days, [...(byDays.get(days) ?? []), id]);
    }
    for (const [days, ids] of byDays) {
      for (const criterionIds of slices(ids)) {
        const rows = await this.#answers(criterionIds, spans, days);
        found.push(
          ...rows.map(row => ({
            ...ownedWorkload(row),
            tier: row.tier ?? undefined,
            criterionId: row.criterion_id,
            attestedBy: row.attested_by,
            attestedAt: row.attested_at,
            expiresAt: row.expires_at,
          })),
        );
      }
    }
    return found;
  }

  async #answers(
    criterionIds: string[],
    spans: TimeSpan[],
    days: number,
  ): Promise<
    (WorkloadColumns & {
      criterion_id: string;
      attested_by: string;
      attested_at: string;
      expires_at: string;
    })[]
  > {
    const database = this.#database;
    return database('attestations as a')
      .join('workloads as w', 'w.workload_ref', 'a.workload_ref')
      .whereIn('a.criterion_id', criterionIds)
      .where('a.answer', 'met')
      .where(any => {
        for (const span of spans) {
          any.orWhere(one => within(one, 'a.expires_at', span));
          any.orWhere(one => within(one, 'a.attested_at', earlier(span, days)));
        }
      })
      .whereNotNull('w.owner_ref')
      .whereNotExists(
        database('attestations as newer')
          .select(database.raw('1'))
          .whereRaw('newer.workload_ref = a.workload_ref')
          .whereRaw('newer.criterion_id = a.criterion_id')
          .whereRaw('newer.attested_at > a.attested_at'),
      )
      .select(
        'w.workload_ref',
        'w.title',
        'w.owner_ref',
        'w.tier',
        'a.criterion_id',
        'a.attested_by',
        'a.attested_at',
        'a.expires_at',
      );
  }

  /** Approved exemptions that end in one of these times, unless another one goes on. */
  async exemptionsEnding(spans: TimeSpan[]): Promise<DatedExemption[]> {
    const database = this.#database;
    const rows: (WorkloadColumns & {
      criterion_id: string;
      expires_at: string;
    })[] = await database('exemptions as e')
      .join('workloads as w', 'w.workload_ref', 'e.workload_ref')
      .where('e.state', 'approved')
      .where(any => {
        for (const span of spans) {
          any.orWhere(one => within(one, 'e.expires_at', span));
        }
      })
      .whereNotNull('w.owner_ref')
      .whereNotExists(
        database('exemptions as longer')
          .select(database.raw('1'))
          .where('longer.state', 'approved')
          .whereRaw('longer.workload_ref = e.workload_ref')
          .whereRaw('longer.criterion_id = e.criterion_id')
          .whereRaw('longer.expires_at > e.expires_at'),
      )
      .select(
        'w.workload_ref',
        'w.title',
        'w.owner_ref',
        'w.tier',
        'e.criterion_id',
        'e.expires_at',
      );
    return rows.map(row => ({
      ...ownedWorkload(row),
      tier: row.tier ?? undefined,
      criterionId: row.criterion_id,
      expiresAt: row.expires_at,
    }));
  }
}

function ownedWorkload(
  row: Pick<WorkloadColumns, 'workload_ref' | 'title' | 'owner_ref'>,
): OwnedWorkload {
  return {
    workloadRef: row.workload_ref,
    workloadTitle: row.title,
    ownerRef: row.owner_ref,
  };
}

function within(where: Knex.QueryBuilder, column: string, span: TimeSpan) {
  where.where(column, '>=', span.from).where(column, '<', span.to);
}

function earlier({ from, to }: TimeSpan, days: number): TimeSpan {
  const shift = (time: string) =>
    new Date(Date.parse(time) - days * 86_400_000).toISOString();
  return { from: shift(from), to: shift(to) };
}
