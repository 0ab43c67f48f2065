import {
  AlertBoard,
  FamilySummary,
  HealthModel,
  PushedSignal,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { windowsInPortal } from '../store/MaintenanceStore';
import { modelsInForce } from '../store/modelsInForce';
import { toPushedSignal } from '../store/ReportStore';
import {
  AlertBoardTable,
  AttentionTable,
  EdgeTable,
  FamilySummaryTable,
  NodeTable,
  SignalReportTable,
  WorkloadTable,
} from '../store/tables';

/** What is stored of one workload before its health is rolled up. */
export interface StoredHealth {
  workload: WorkloadTable;
  nodes: NodeTable[];
  edges: EdgeTable[];
  summaries: FamilySummary[];
  attention: AttentionTable[];
  reports: PushedSignal[];
  /** The one in force, with the maintenance that was announced in the portal. */
  model: HealthModel;
  board?: AlertBoard;
  /** ISO 8601, when it was to be rolled up next. */
  nextAt: string | null;
}

/** Reads everything that the health of some workloads is rolled up from, one query for each kind, ordered by ref. */
export async function loadHealth(
  database: Knex,
  workloadRefs: string[],
): Promise<StoredHealth[]> {
  // One after the other: a transaction is one connection.
  const rowsOf = async <T extends { workload_ref: string }>(table: string) =>
    byWorkload<T>(await database(table).whereIn('workload_ref', workloadRefs));
  const workloads = await database<WorkloadTable>('workloads')
    .whereIn('workload_ref', workloadRefs)
    .orderBy('workload_ref');
  const nodes = await rowsOf<NodeTable>('nodes');
  const edges = await rowsOf<EdgeTable>('edges');
  const summaries = byWorkload(
    await database<FamilySummaryTable>('family_summaries')
      .whereIn('workload_ref', workloadRefs)
      .orderBy('family'),
  );
  const attention = await rowsOf<AttentionTable>('attention');
  const reports = byWorkload(
    await database<SignalReportTable>('signal_reports')
      .whereIn('workload_ref', workloadRefs)
      .orderBy(['entity_ref', 'id']),
  );
  const boards = await rowsOf<AlertBoardTable>('alert_boards');
  const models = await modelsInForce(database, workloadRefs);
  const windows = await windowsInPortal(database, workloadRefs);
  return workloads.map(workload => {
    const ref = workload.workload_ref;
    const board = boards.get(ref)?.[0];
    const model = models.get(ref)!;
    return {
      workload,
      nodes: nodes.get(ref) ?? [],
      edges: edges.get(ref) ?? [],
      summaries: (summaries.get(ref) ?? []).map(row => JSON.parse(row.summary)),
      attention: attention.get(ref) ?? [],
      reports: (reports.get(ref) ?? []).map(toPushedSignal),
      model: {
        ...model,
        maintenance: [...model.maintenance, ...(windows.get(ref) ?? [])],
      },
      board: board?.board ? JSON.parse(board.board) : undefined,
      nextAt: board?.next_at ?? null,
    };
  });
}

function byWorkload<T extends { workload_ref: string }>(
  rows: T[],
): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const list = map.get(row.workload_ref);
    if (list) list.push(row);
    else map.set(row.workload_ref, [row]);
  }
  return map;
}
