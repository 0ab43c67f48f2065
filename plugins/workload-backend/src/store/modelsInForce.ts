import {
  DEFAULT_ALERTS,
  HealthModel,
  emptyHealthModel,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { HealthModelTable } from './tables';

/** The model that is in force, of every workload that is asked for. */
export async function modelsInForce(
  database: Knex,
  workloadRefs: string[],
): Promise<Map<string, HealthModel>> {
  const rows = new Map<string, HealthModelTable[]>();
  for (const row of await database<HealthModelTable>('health_models').whereIn(
    'workload_ref',
    workloadRefs,
  )) {
    rows.set(row.workload_ref, [...(rows.get(row.workload_ref) ?? []), row]);
  }
  return new Map(
    workloadRefs.map(ref => [ref, modelOf(inForce(rows.get(ref) ?? []))]),
  );
}

/** The file's before the portal's, as far as it ever could hold. */
export function inForce(
  rows: HealthModelTable[],
): HealthModelTable | undefined {
  const holds = rows.filter(row => row.model !== null);
  return holds.find(row => row.origin === 'file') ?? holds[0];
}

/** The model of a row; everything by default where there is none. */
export function modelOf(row: HealthModelTable | undefined): HealthModel {
  if (!row?.model) return emptyHealthModel();
  const model: HealthModel = JSON.parse(row.model);
  // What was stored before a setting came lacks it.
  return { ...model, alerts: { ...DEFAULT_ALERTS, ...model.alerts } };
}
