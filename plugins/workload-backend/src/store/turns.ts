import { Knex } from 'knex';
import { bulkWrite, byBytes, slices } from '@plumbline/plugin-workload-node';
import { BATCH } from './batch';
import { AlertBoardTable, WorkloadTable } from './tables';

/**
 * Waits for the turn of whoever reads or writes what health is rolled up from,
 * and keeps it until the transaction ends. Always in the order of refs, so that
 * two cannot wait for each other; to be called before anything is written.
 *
 * @returns the workloads that there are, sorted.
 */
export async function takeTurns(
  transaction: Knex.Transaction,
  workloadRefs: string[],
): Promise<string[]> {
  const taken: string[] = [];
  for (const refs of slices([...new Set(workloadRefs)].sort(), BATCH)) {
    taken.push(
      ...(await transaction<WorkloadTable>('workloads')
        .whereIn('workload_ref', refs)
        // As the slices are sorted, whatever the language of the database.
        .orderByRaw(byBytes(transaction, 'workload_ref'))
        .forUpdate()
        .pluck('workload_ref')),
    );
  }
  return taken;
}

/**
 * Notes that workloads are to be rolled up, in the transaction that changes what
 * they are rolled up from: a process that dies before it does so loses nothing.
 * Takes for granted that the caller has their turns.
 *
 * @param at - ISO 8601, now.
 */
export async function lookAgain(
  transaction: Knex.Transaction,
  workloadRefs: string[],
  at: string,
): Promise<void> {
  await bulkWrite<Pick<AlertBoardTable, 'workload_ref' | 'next_at'>>(
    transaction,
    'alert_boards',
    [...new Set(workloadRefs)]
      .sort()
      .map(ref => ({ workload_ref: ref, next_at: at })),
    { key: ['workload_ref'] },
  );
}
