import { VaultFinding } from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import { WorkloadRow } from './rows';

/** What is wrong with the vaults of workloads, and who owns them. */
export class VaultFindingStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Of one workload; `undefined` when it is not known. */
  async ofWorkload(
    workloadRef: string,
  ): Promise<{ ownerRef?: string; findings: VaultFinding[] } | undefined> {
    const row = await this.#database<WorkloadRow>('workloads')
      .where('workload_ref', workloadRef)
      .first();
    return (
      row && {
        ownerRef: row.owner_ref ?? undefined,
        findings: JSON.parse(row.vault_findings),
      }
    );
  }
}
