import { Attestation } from '@plumbline/plugin-maturity-common';
import {
  VALUES_PER_QUERY,
  anyOf,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { groupBy } from './database';

interface AttestationRow {
  workload_ref: string;
  criterion_id: string;
  attested_at: string;
  attested_by: string;
  answer: 'met' | 'not-met';
  note: string | null;
  evidence_url: string | null;
  expires_at: string;
}

/** An answer with the workload that it is about. */
export interface WorkloadAttestation extends Attestation {
  workloadRef: string;
}

/** Every answer that people gave. */
export class AttestationStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Adds answers, all or none. One with the same workload, criterion and time
   * as one that is there is taken for the same and changes nothing.
   *
   * @returns how many were new.
   */
  async add(attestations: WorkloadAttestation[]): Promise<number> {
    return this.#database.transaction(async tx => {
      let added = 0;
      for (const rows of slices(attestations.map(toRow))) {
        const inserted = await tx<AttestationRow>('attestations')
          .insert(rows)
          .onConflict(['workload_ref', 'criterion_id', 'attested_at'])
          .ignore()
          .returning('criterion_id');
        added += inserted.length;
      }
      return added;
    });
  }

  /** The newest answer of each criterion, by workload ref. */
  async newest(workloadRefs: string[]): Promise<Map<string, Attestation[]>> {
    const found = new Map<string, Attestation[]>();
    for (const refs of slices(workloadRefs, VALUES_PER_QUERY)) {
      const newest = this.#database<AttestationRow>('attestations')
        .select('workload_ref', 'criterion_id')
        .max({ attested_at: 'attested_at' })
        .where(anyOf(this.#database, 'workload_ref', refs))
        .groupBy('workload_ref', 'criterion_id')
        .as('newest');
      const rows: AttestationRow[] = await this.#database('attestations')
        .select('attestations.*')
        .join(newest, on =>
          on
            .on('newest.workload_ref', 'attestations.workload_ref')
            .andOn('newest.criterion_id', 'attestations.criterion_id')
            .andOn('newest.attested_at', 'attestations.attested_at'),
        );
      for (const [ref, of] of groupBy(rows, row => row.workload_ref)) {
        found.set(ref, of.map(fromRow));
      }
    }
    return found;
  }
}

function toRow(attestation: WorkloadAttestation): AttestationRow {
  return {
    workload_ref: attestation.workloadRef,
    criterion_id: attestation.criterionId,
    // One way to write a time, so that the text sorts as the time does.
    attested_at: new Date(attestation.attestedAt).toISOString(),
    attested_by: attestation.attestedBy,
    answer: attestation.answer,
    note: attestation.note ?? null,
    evidence_url: attestation.evidenceUrl ?? null,
    expires_at: new Date(attestation.expiresAt).toISOString(),
  };
}

function fromRow(row: AttestationRow): Attestation {
  return {
    criterionId: row.criterion_id,
    answer: row.answer,
    note: row.note ?? undefined,
    evidenceUrl: row.evidence_url ?? undefined,
    attestedBy: row.attested_by,
    attestedAt: row.attested_at,
    expiresAt: row.expires_at,
  };
}
