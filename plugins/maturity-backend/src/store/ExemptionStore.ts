import {
  ApprovedExemption,
  Exemption,
  ExemptionState,
} from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';
import { groupBy, slices } from './database';

interface ExemptionRow {
  id: string;
  workload_ref: string;
  criterion_id: string;
  state: Exclude<ExemptionState, 'expired'>;
  reason: string;
  requested_by: string;
  requested_at: string;
  expires_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
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
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<ExemptionRow>('exemptions')
        .select()
        .where({ state: 'approved' })
        .whereIn('workload_ref', refs);
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
    const rows = await this.#database<ExemptionRow>('exemptions')
      .select()
      .where({ workload_ref: workloadRef })
      .orderBy('requested_at');
    return new Map(rows.map(row => [row.criterion_id, fromRow(row)]));
  }
}

function fromRow(row: ExemptionRow): Exemption {
  const isOver =
    row.state === 'approved' && Date.parse(row.expires_at) <= Date.now();
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
