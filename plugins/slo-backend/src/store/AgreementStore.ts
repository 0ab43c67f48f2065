import { HotPathEdit, WorkloadAgreement } from '@plumbline/plugin-slo-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** How people corrected a path. */
export interface StoredEdit {
  edit: HotPathEdit;
  editedBy: string;
  /** ISO 8601. */
  editedAt: string;
}

/** What is stored of one workload. */
export interface StoredAgreement {
  agreement?: WorkloadAgreement;
  contentHash?: string;
  edit?: StoredEdit;
}

interface HotPathRow {
  workload_ref: string;
  agreement: string | null;
  content_hash: string | null;
  edit: string | null;
  edited_by: string | null;
  edited_at: string | null;
}

/** What dependencies allow workloads to promise, and how people corrected that. */
export class AgreementStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** What is stored, by workload ref. */
  async read(workloadRefs: string[]): Promise<Map<string, StoredAgreement>> {
    const found = new Map<string, StoredAgreement>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<HotPathRow>('hot_paths')
        .select()
        .where(anyOf(this.#database, 'workload_ref', refs));
      for (const row of rows) found.set(row.workload_ref, fromRow(row));
    }
    return found;
  }

  /** Stores agreements, and marks the objectives that promise more than they allow. */
  async save(
    agreements: { agreement: WorkloadAgreement; contentHash: string }[],
  ): Promise<void> {
    await this.#database.transaction(async transaction => {
      await bulkWrite(
        transaction as Knex,
        'hot_paths',
        agreements.map(({ agreement, contentHash }) => ({
          workload_ref: agreement.workloadRef,
          agreement: JSON.stringify(agreement),
          content_hash: contentHash,
        })),
        { key: ['workload_ref'] },
      );
      for (const some of slices(agreements)) {
        await transaction('over_promises')
          .whereIn(
            'workload_ref',
            some.map(({ agreement }) => agreement.workloadRef),
          )
          .delete();
      }
      const over = agreements.flatMap(({ agreement }) =>
        agreement.findings.map(({ objectiveId }) => ({
          objective_id: objectiveId,
          workload_ref: agreement.workloadRef,
        })),
      );
      // An objective that moved to another workload may still be there.
      await bulkWrite(transaction as Knex, 'over_promises', over, {
        key: ['objective_id'],
      });
    });
  }

  /** Stores a person's correction; the last one counts. */
  async edit(workloadRef: string, stored: StoredEdit): Promise<void> {
    const row = {
      workload_ref: workloadRef,
      edit: JSON.stringify(stored.edit),
      edited_by: stored.editedBy,
      edited_at: stored.editedAt,
    };
    await bulkWrite(this.#database, 'hot_paths', [row], {
      key: ['workload_ref'],
    });
  }

  /** Forgets the agreements of all but these workloads. Corrections stay, in case they come back. */
  async retain(workloadRefs: string[]): Promise<void> {
    const present = new Set(workloadRefs);
    const rows = await this.#database<HotPathRow>('hot_paths')
      .select('workload_ref')
      .whereNotNull('agreement');
    const gone = rows
      .map(row => row.workload_ref)
      .filter(ref => !present.has(ref));
    for (const refs of slices(gone)) {
      await this.#database('hot_paths')
        .whereIn('workload_ref', refs)
        .update({ agreement: null, content_hash: null });
      await this.#database('over_promises')
        .whereIn('workload_ref', refs)
        .delete();
    }
  }
}

function fromRow(row: HotPathRow): StoredAgreement {
  return {
    agreement: row.agreement === null ? undefined : JSON.parse(row.agreement),
    contentHash: row.content_hash ?? undefined,
    edit:
      row.edit === null
        ? undefined
        : {
            edit: JSON.parse(row.edit),
            editedBy: row.edited_by!,
            editedAt: row.edited_at!,
          },
  };
}
