import { HEALTH_STATES, HealthState } from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';

/** How ill a state in a column is: its place among the states, healthy being 0. */
export function stateRank(database: Knex, column: string): Knex.Raw {
  const cases = HEALTH_STATES.map((_, rank) => `when ? then ${rank}`);
  return database.raw(`case ?? ${cases.join(' ')} end`, [
    column,
    ...HEALTH_STATES,
  ]);
}

/** The state of a rank. */
export function stateOfRank(rank: number | string): HealthState {
  return HEALTH_STATES[Number(rank)];
}
