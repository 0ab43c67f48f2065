import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/**
 * Notes in the transaction that stores something new about workloads that they
 * are to be evaluated. Whoever stored it does so at once; should that fail, the
 * round over those that are due makes up for it.
 *
 * An evaluation that has read what was there before finds the revision changed.
 */
export async function markDue(
  tx: Knex.Transaction,
  workloadRefs: string[],
): Promise<void> {
  if (workloadRefs.length === 0) return;
  const theirs = anyOf(tx, 'workload_ref', workloadRefs);
  // In the order in which evaluations write them, so that neither waits for the other's.
  await tx('scorecards')
    .select('workload_ref')
    .where(theirs)
    .orderBy(['workload_ref', 'model_id'])
    .forUpdate();
  await tx('scorecards')
    .where(theirs)
    .update({ due_at: 0, revision: tx.raw('revision + 1') });
}
