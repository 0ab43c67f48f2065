import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  WorkloadFailure,
  WorkloadTask,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { WorkloadFailureTable } from './tables';

const MESSAGE_MAX_LENGTH = 500;

const LOGGED: Record<WorkloadTask, string> = {
  health: 'Rolling up the health',
  incidents: 'Following the incident',
};

/** What fails of single workloads, for their pages and, once, for the log. */
export class FailureStore {
  readonly #database: Knex;
  readonly #logger: Pick<LoggerService, 'error'>;

  constructor(database: Knex, logger: Pick<LoggerService, 'error'>) {
    this.#database = database;
    this.#logger = logger;
  }

  /**
   * Notes that a task fails for a workload. What fails again in the same way is
   * not logged again.
   *
   * @param at - ISO 8601.
   */
  async note(
    workloadRef: string,
    task: WorkloadTask,
    error: unknown,
    at: string,
  ): Promise<void> {
    const key = { workload_ref: workloadRef, task };
    const message = messageOf(error);
    const known = await this.#database<WorkloadFailureTable>(
      'workload_failures',
    )
      .where(key)
      .first();
    if (known?.message === message) return;
    await this.#database<WorkloadFailureTable>('workload_failures')
      .insert({ ...key, message, since: at })
      .onConflict(['workload_ref', 'task'])
      // It has not worked since the first failure, whatever it fails of now.
      .merge(['message']);
    this.#logger.error(
      `${LOGGED[task]} of ${workloadRef} failed; it is tried again, and other workloads go on`,
      isError(error) ? error : new Error(String(error)),
    );
  }
}

/** Takes note, in the transaction of a task, that it works for some workloads. */
export async function forgetFailures(
  transaction: Knex.Transaction,
  workloadRefs: string[],
  task: WorkloadTask,
): Promise<void> {
  await transaction<WorkloadFailureTable>('workload_failures')
    .where({ task })
    .whereIn('workload_ref', workloadRefs)
    .delete();
}

/** What fails of a workload now. */
export async function failuresOf(
  database: Knex,
  workloadRef: string,
): Promise<WorkloadFailure[]> {
  const rows = await database<WorkloadFailureTable>('workload_failures')
    .where({ workload_ref: workloadRef })
    .orderBy('task');
  return rows.map(({ task, message, since }) => ({ task, message, since }));
}

/** For pages: no statements of a database, which its errors begin with. */
function messageOf(error: unknown): string {
  if (!isError(error)) return String(error).slice(0, MESSAGE_MAX_LENGTH);
  return 'code' in error
    ? `The database refused it (${error.code})`
    : error.message.slice(0, MESSAGE_MAX_LENGTH);
}
