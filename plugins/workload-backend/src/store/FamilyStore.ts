import {
  FamilyStatus,
  FamilySummary,
  SUMMARY_FAMILIES,
  ReportingFamily,
} from '@plumbline/plugin-workload-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { BATCH } from './batch';
import { FamilyStatusTable, FamilySummaryTable } from './tables';
import { lookAgain, takeTurns } from './turns';

const ERROR_MAX_LENGTH = 500;

/** What the families last said about each workload, and how far they can be heard. */
export class FamilyStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Stores summaries of one family, and returns the refs of those that changed.
   * Facts are left out: nothing here reads them.
   */
  async save(
    family: ReportingFamily,
    summaries: FamilySummary[],
    now: string,
  ): Promise<string[]> {
    const changed: string[] = [];
    for await (const batch of inTurns(summaries, BATCH)) {
      const known = new Map(
        (
          await this.#database<FamilySummaryTable>('family_summaries')
            .select('workload_ref', 'summary')
            .where({ family })
            .whereIn(
              'workload_ref',
              batch.map(each => each.workloadRef),
            )
        ).map(row => [row.workload_ref, row.summary]),
      );
      const rows = batch
        .map(each => ({
          workload_ref: each.workloadRef,
          family,
          summary: JSON.stringify({ ...each, facts: undefined }),
          received_at: now,
        }))
        .filter(row => known.get(row.workload_ref) !== row.summary);
      if (rows.length === 0) continue;
      await this.#inTurn(
        rows.map(row => row.workload_ref),
        now,
        tx =>
          tx<FamilySummaryTable>('family_summaries')
            .insert(rows)
            .onConflict(['workload_ref', 'family'])
            .merge(),
      );
      changed.push(...rows.map(row => row.workload_ref));
    }
    return changed;
  }

  /** Refs of all workloads that a family has said something about. */
  async workloadRefs(family: ReportingFamily): Promise<string[]> {
    return this.#database<FamilySummaryTable>('family_summaries')
      .where({ family })
      .pluck('workload_ref');
  }

  /** Forgets what a family said about some workloads. */
  async remove(
    family: ReportingFamily,
    workloadRefs: string[],
    now: string,
  ): Promise<void> {
    for await (const refs of inTurns(workloadRefs, BATCH)) {
      await this.#inTurn(refs, now, tx =>
        tx<FamilySummaryTable>('family_summaries')
          .where({ family })
          .whereIn('workload_ref', refs)
          .delete(),
      );
    }
  }

  /** Notes that a family answered. */
  async noteSuccess(family: ReportingFamily, now: string): Promise<void> {
    await this.#note({
      family,
      installed: true,
      last_success_at: now,
      last_error: null,
      last_error_at: null,
    });
  }

  /** Notes that a family's back end is not there. */
  async noteAbsent(family: ReportingFamily): Promise<void> {
    await this.#note({
      family,
      installed: false,
      last_error: null,
      last_error_at: null,
    });
  }

  /** Notes that a family could not be read; when it last could stays known. */
  async noteFailure(
    family: ReportingFamily,
    message: string,
    now: string,
  ): Promise<void> {
    await this.#note({
      family,
      installed: true,
      last_error: message.slice(0, ERROR_MAX_LENGTH),
      last_error_at: now,
    });
  }

  /** Of every family, also of those that were never asked. */
  async statuses(): Promise<FamilyStatus[]> {
    const rows = new Map(
      (await this.#database<FamilyStatusTable>('family_status')).map(row => [
        row.family,
        row,
      ]),
    );
    return SUMMARY_FAMILIES.map(family => {
      const row = rows.get(family);
      return {
        family,
        // SQLite has no booleans.
        installed: row && Boolean(row.installed),
        lastSuccessAt: row?.last_success_at ?? undefined,
        lastError: row?.last_error ?? undefined,
        lastErrorAt: row?.last_error_at ?? undefined,
      };
    });
  }

  /** Summaries of workloads that are not known yet are kept until they are. */
  async #inTurn(
    workloadRefs: string[],
    now: string,
    write: (tx: Knex.Transaction) => PromiseLike<unknown>,
  ) {
    await this.#database.transaction(async tx => {
      const refs = await takeTurns(tx, workloadRefs);
      await write(tx);
      await lookAgain(tx, refs, now);
    });
  }

  async #note(row: Partial<FamilyStatusTable>) {
    await this.#database('family_status')
      .insert(row)
      .onConflict('family')
      .merge(Object.keys(row));
  }
}
