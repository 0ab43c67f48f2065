import { bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { BATCH } from '../store/batch';
import {
  AlertBoardTable,
  AttentionTable,
  EdgeTable,
  GraphRevisionTable,
  HealthTransitionTable,
  NodeTable,
  WorkloadTable,
} from '../store/tables';
import { HealthChanges } from './evaluateHealth';

/** Columns of a workload that a roll-up writes; the others are the catalog's and the incidents'. */
const ROLLED_UP: (keyof WorkloadTable)[] = [
  'health',
  'health_rank',
  'health_since',
  'health_reason',
  'health_parts',
  'families',
  'tiles',
  'maturity_sort',
  'slo_sort',
  'secret_expiry_sort',
  'stamps',
  'stamp_count',
  'regions',
  'region_count',
  'attention_count',
  'urgency',
  'shape_hash',
  'updated_at',
];

/** Stores what rolling up some workloads changes. Doing it twice changes nothing. */
export async function saveHealth(
  transaction: Knex.Transaction,
  changes: HealthChanges[],
): Promise<void> {
  await saveNodes(transaction, changes);
  await saveTransitions(transaction, changes);
  const workloads = changes.flatMap(each => each.workload ?? []);
  if (workloads.length > 0) {
    await transaction<WorkloadTable>('workloads')
      .insert(workloads)
      .onConflict('workload_ref')
      .merge(ROLLED_UP);
  }
  await saveAttention(transaction, changes);
  await bulkWrite<GraphRevisionTable>(
    transaction,
    'graph_revisions',
    changes.flatMap(each => each.revision ?? []),
    { key: ['workload_ref', 'at'] },
  );
  await bulkWrite<AlertBoardTable>(
    transaction,
    'alert_boards',
    changes.flatMap(each => each.board ?? []),
    { key: ['workload_ref'] },
  );
}

async function saveNodes(
  transaction: Knex.Transaction,
  changes: HealthChanges[],
) {
  for (const { workloadRef, gone } of changes) {
    if (gone.length === 0) continue;
    await transaction<NodeTable>('nodes')
      .where({ workload_ref: workloadRef })
      .whereIn('entity_ref', gone)
      .delete();
  }
  await bulkWrite<NodeTable>(
    transaction,
    'nodes',
    changes.flatMap(each => each.nodes),
    { key: ['workload_ref', 'entity_ref'] },
  );
  for (const { workloadRef, flowEdges, flows } of changes) {
    if (!flowEdges) continue;
    await transaction<EdgeTable>('edges')
      .where({ workload_ref: workloadRef })
      .whereIn('source_ref', flows)
      .delete();
    await bulkWrite<EdgeTable>(transaction, 'edges', flowEdges);
  }
}

async function saveTransitions(
  transaction: Knex.Transaction,
  changes: HealthChanges[],
) {
  const rows = changes.flatMap(({ workloadRef, transitions }) =>
    transitions.map(
      (each): HealthTransitionTable => ({
        workload_ref: workloadRef,
        entity_ref: each.entityRef,
        from_since: each.fromSince,
        from_state: each.from,
        to_state: each.to,
        cause: each.cause ? JSON.stringify(each.cause) : null,
        at: each.at,
      }),
    ),
  );
  for (const some of slices(rows, BATCH)) {
    await transaction<HealthTransitionTable>('health_transitions')
      .insert(some)
      // A state ends once.
      .onConflict(['workload_ref', 'entity_ref', 'from_since'])
      .ignore();
  }
}

async function saveAttention(
  transaction: Knex.Transaction,
  changes: HealthChanges[],
) {
  const changed = changes.filter(each => each.attention);
  if (changed.length === 0) return;
  await transaction<AttentionTable>('attention')
    .whereIn(
      'workload_ref',
      changed.map(each => each.workloadRef),
    )
    .delete();
  for (const rows of slices(
    changed.flatMap(each => each.attention!),
    BATCH,
  )) {
    await transaction<AttentionTable>('attention')
      .insert(rows)
      // A family that says the same thing twice must not stop the others.
      .onConflict(['workload_ref', 'family', 'id'])
      .ignore();
  }
}
