import { ConflictError } from '@backstage/errors';
import { DryRun } from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';

const DEAD_AFTER_MS = 60_000;
const KEPT_MS = 7 * 86_400_000;

interface DryRunRow {
  id: string;
  created_by: string;
  created_at: string;
  dry_run: string;
  running_for: string | null;
  alive_at: string | null;
}

/** Dry runs of the last week, for whichever replica is asked. */
export class DryRunStore {
  readonly #database: Knex;
  readonly #now: () => Date;

  constructor(database: Knex, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#now = now;
  }

  /**
   * Adds a dry run, and forgets old ones.
   *
   * @throws ConflictError when it runs and another of the same person does too.
   */
  async add(run: DryRun): Promise<void> {
    await this.#database<DryRunRow>('dry_runs')
      .where('created_at', '<', this.#ago(KEPT_MS))
      .delete();
    const isRunning = run.state === 'running';
    if (isRunning) await this.#freeFromTheDead(run.createdBy);
    const added = await this.#database<DryRunRow>('dry_runs')
      .insert({
        id: run.id,
        created_by: run.createdBy,
        created_at: run.createdAt,
        dry_run: JSON.stringify(run),
        running_for: isRunning ? run.createdBy : null,
        alive_at: this.#ago(0),
      })
      .onConflict('running_for')
      .ignore()
      .returning('id');
    if (added.length === 0) {
      throw new ConflictError(
        'You have a dry run going; wait until it is done',
      );
    }
  }

  /**
   * Stores how far a dry run is, or what it found.
   *
   * @returns false when it was given up meanwhile, and nobody waits for it.
   */
  async save(run: DryRun): Promise<boolean> {
    const updated = await this.#database<DryRunRow>('dry_runs')
      .where({ id: run.id })
      .whereNotNull('running_for')
      .update({
        dry_run: JSON.stringify(run),
        alive_at: this.#ago(0),
        ...(run.state !== 'running' && { running_for: null }),
      });
    return updated > 0;
  }

  /** One that ran where nobody runs any more has failed. */
  async read(id: string): Promise<DryRun | undefined> {
    const row = await this.#database<DryRunRow>('dry_runs')
      .where({ id })
      .first();
    if (!row) return undefined;
    const run: DryRun = JSON.parse(row.dry_run);
    const isDead =
      run.state === 'running' &&
      (row.running_for === null ||
        (row.alive_at ?? '') < this.#ago(DEAD_AFTER_MS));
    return isDead
      ? {
          ...run,
          state: 'failed',
          error: 'The server that did it has stopped. Start it again.',
        }
      : run;
  }

  async #freeFromTheDead(createdBy: string) {
    await this.#database<DryRunRow>('dry_runs')
      .where({ running_for: createdBy })
      .where('alive_at', '<', this.#ago(DEAD_AFTER_MS))
      .update({ running_for: null });
  }

  #ago(milliseconds: number): string {
    return new Date(this.#now().getTime() - milliseconds).toISOString();
  }
}
