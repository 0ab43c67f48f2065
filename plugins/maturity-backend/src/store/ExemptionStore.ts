import {
  ApprovedExemption,
  Exemption,
  ExemptionOrder,
  ExemptionState,
} from '@plumbline/plugin-maturity-common';
import {
  VALUES_PER_QUERY,
  anyOf,
  byBytes,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { groupBy } from './database';

/** As stored: one that is over is still `approved`. */
export type StoredExemptionState = Exclude<ExemptionState, 'expired'>;

interface ExemptionColumns {
  id: string;
  workload_ref: string;
  criterion_id: string;
  state: StoredExemptionState;
  reason: string;
  requested_by: string;
  requested_at: string;
  expires_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
}

interface WorkloadColumns {
  title: string | null;
  owner_ref: string | null;
}

/** What somebody asks for. */
export type NewExemption = Pick<
  Exemption,
  | 'id'
  | 'workloadRef'
  | 'criterionId'
  | 'reason'
  | 'requestedBy'
  | 'requestedAt'
  | 'expiresAt'
>;

/** An exemption with what is known of its workload, if the catalog still has it. */
export interface ListedExemption extends Exemption {
  workloadTitle?: string;
  ownerRef?: string;
}

/** Which exemptions, in which order. Several values of one kind: any of them. */
export interface ExemptionQuery {
  states?: ExemptionState[];
  workloadRef?: string;
  owners?: string[];
  /** When absent, by request. Workloads that the catalog no longer has come last. */
  sort?: ExemptionOrder;
  /** When absent, the newest request first, and otherwise ascending. */
  direction?: 'asc' | 'desc';
  limit: number;
  offset: number;
}

/** Exemptions that were asked for, and what came of them. */
export class ExemptionStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Those that are approved and not revoked, by workload ref, also those that have ended. */
  async approved(
    workloadRefs: string[],
  ): Promise<Map<string, ApprovedExemption[]>> {
    const found = new Map<string, ApprovedExemption[]>();
    for (const refs of slices(workloadRefs, VALUES_PER_QUERY)) {
      const rows = await this.#database<ExemptionColumns>('exemptions')
        .select()
        .where({ state: 'approved' })
        .where(anyOf(this.#database, 'workload_ref', refs))
        // Of several for one criterion the last to end counts.
        .orderBy('expires_at');
      for (const [ref, of] of groupBy(rows, row => row.workload_ref)) {
        found.set(
          ref,
          of.map(row => ({
            criterionId: row.criterion_id,
            reason: row.reason,
            approvedBy: row.decided_by!,
            approvedAt: row.decided_at!,
            expiresAt: row.expires_at,
          })),
        );
      }
    }
    return found;
  }

  /** The newest that was asked for of each criterion of a workload, by criterion id. */
  async current(workloadRef: string): Promise<Map<string, Exemption>> {
    const rows = await this.#database<ExemptionColumns>('exemptions')
      .select()
      .where({ workload_ref: workloadRef })
      .orderBy('requested_at');
    const now = new Date().toISOString();
    return new Map(rows.map(row => [row.criterion_id, fromRow(row, now)]));
  }

  /** One by its id. */
  async find(id: string): Promise<Exemption | undefined> {
    const row = await this.#database<ExemptionColumns>('exemptions')
      .where({ id })
      .first();
    return row && fromRow(row, new Date().toISOString());
  }

  /** The one that waits for a decision. */
  async open(
    workloadRef: string,
    criterionId: string,
  ): Promise<Exemption | undefined> {
    const row = await this.#database<ExemptionColumns>('exemptions')
      .where({
        workload_ref: workloadRef,
        criterion_id: criterionId,
        state: 'requested',
      })
      .first();
    return row && fromRow(row, new Date().toISOString());
  }

  /**
   * Adds a request.
   *
   * @returns false when one for the same criterion waits for a decision: nothing is added then.
   */
  async add(exemption: NewExemption): Promise<boolean> {
    const added = await this.#database<ExemptionColumns>('exemptions')
      .insert({
        id: exemption.id,
        workload_ref: exemption.workloadRef,
        criterion_id: exemption.criterionId,
        state: 'requested',
        reason: exemption.reason,
        requested_by: exemption.requestedBy,
        requested_at: exemption.requestedAt,
        expires_at: exemption.expiresAt,
        decided_by: null,
        decided_at: null,
        decision_note: null,
      })
      .onConflict()
      .ignore()
      .returning('id');
    return added.length > 0;
  }

  /**
   * Moves one from a state to another.
   *
   * @returns false when it is not in the first state any more: nothing changes then.
   */
  async move(
    id: string,
    from: StoredExemptionState,
    to: StoredExemptionState,
    decision: { by: string; at: string; note?: string },
  ): Promise<boolean> {
    const moved = await this.#database<ExemptionColumns>('exemptions')
      .where({ id, state: from })
      .update({
        state: to,
        decided_by: decision.by,
        decided_at: decision.at,
        decision_note: decision.note ?? null,
      });
    return moved > 0;
  }

  /** Those that were approved, denied or revoked since a time (ISO 8601). */
  async decidedSince(time: string): Promise<ListedExemption[]> {
    const rows: (ExemptionColumns & WorkloadColumns)[] = await this.#database(
      'exemptions',
    )
      .leftJoin(
        'workloads',
        'workloads.workload_ref',
        'exemptions.workload_ref',
      )
      .select('exemptions.*', 'workloads.title', 'workloads.owner_ref')
      .whereIn('state', ['approved', 'denied', 'revoked'])
      .where('decided_at', '>=', time)
      .orderBy('decided_at');
    return rows.map(row => listed(row, new Date().toISOString()));
  }

  /** A page of exemptions, and how many there are on all pages. */
  async page(
    query: ExemptionQuery,
  ): Promise<{ items: ListedExemption[]; total: number }> {
    const now = new Date().toISOString();
    const matching = this.#database('exemptions')
      .leftJoin(
        'workloads',
        'workloads.workload_ref',
        'exemptions.workload_ref',
      )
      .where(where => {
        for (const state of query.states ?? []) {
          where.orWhere(one => inState(one, state, now));
        }
      });
    if (query.workloadRef) {
      matching.where('exemptions.workload_ref', query.workloadRef);
    }
    if (query.owners) matching.whereIn('workloads.owner_ref', query.owners);
    const rows: (ExemptionColumns &
      WorkloadColumns & { total: number | string })[] = await matching
      .clone()
      .select('exemptions.*', 'workloads.title', 'workloads.owner_ref')
      .select(this.#database.raw('count(*) over () as total'))
      .orderByRaw(orderOf(this.#database, query))
      .limit(query.limit)
      .offset(query.offset);
    // Beyond the last page no row says how many there are.
    const [counted] =
      rows.length === 0 && query.offset > 0
        ? await matching.count({ total: '*' })
        : [rows[0] ?? { total: 0 }];
    return {
      items: rows.map(row => listed(row, now)),
      total: Number(counted.total),
    };
  }
}

/** The order of a page; those that tie stand in the order of their requests, the newest first. */
function orderOf(
  database: Knex,
  { sort = 'requested', direction }: ExemptionQuery,
): string {
  const newestFirst = 'exemptions.requested_at desc, exemptions.id';
  const way = direction === 'desc' ? 'desc' : 'asc';
  switch (sort) {
    case 'expires':
      return `exemptions.expires_at ${way}, ${newestFirst}`;
    case 'workload':
      // Begins with the title in lower case, and ends with the ref.
      return `${byBytes(
        database,
        'workloads.words',
      )} ${way} nulls last, exemptions.workload_ref, ${newestFirst}`;
    default:
      return direction === 'asc'
        ? 'exemptions.requested_at, exemptions.id'
        : newestFirst;
  }
}

function inState(where: Knex.QueryBuilder, state: ExemptionState, now: string) {
  if (state === 'approved') {
    where
      .where('exemptions.state', 'approved')
      .where('exemptions.expires_at', '>', now);
  } else if (state === 'expired') {
    where
      .where('exemptions.state', 'approved')
      .where('exemptions.expires_at', '<=', now);
  } else {
    where.where('exemptions.state', state);
  }
}

function listed(
  row: ExemptionColumns & WorkloadColumns,
  now: string,
): ListedExemption {
  return {
    ...fromRow(row, now),
    workloadTitle: row.title ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
  };
}

function fromRow(row: ExemptionColumns, now: string): Exemption {
  const isOver = row.state === 'approved' && row.expires_at <= now;
  return {
    id: row.id,
    workloadRef: row.workload_ref,
    criterionId: row.criterion_id,
    state: isOver ? 'expired' : row.state,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    decisionNote: row.decision_note ?? undefined,
  };
}
