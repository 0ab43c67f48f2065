import type { StampStatus } from '@plumbline/plugin-stamp-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { relist } from './relist';
import { ReportTable, StampTable, StatusTable, statusOf } from './rows';
import { takeReport } from './takeReport';
import { takeTurn } from './takeTurn';

/** A stamp, as far as telling of it is concerned. */
export interface KnownStamp {
  workloadRef: string;
  /** Whether its files are in the estate. */
  hasLock: boolean;
}

/** What pipelines told of stamps. */
export class StatusStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The known ones among stamps, by ref. */
  async known(stampRefs: string[]): Promise<Map<string, KnownStamp>> {
    const found = new Map<string, KnownStamp>();
    for (const refs of slices(stampRefs)) {
      const rows = await this.#database<StampTable>('stamps')
        .select('stamp_ref', 'workload_ref', 'locked')
        .where(anyOf(this.#database, 'stamp_ref', refs));
      for (const row of rows) {
        found.set(row.stamp_ref, {
          workloadRef: row.workload_ref,
          hasLock: row.locked !== null,
        });
      }
    }
    return found;
  }

  /**
   * Stores reports, all or none. One that is there already changes nothing; an
   * older one than the newest only adds to the history.
   *
   * @param workloadOf - of each stamp.
   * @returns refs of the stamps of which something new is known, sorted.
   */
  async save(
    reports: readonly StampStatus[],
    workloadOf: (stampRef: string) => string,
    now: Date,
  ): Promise<string[]> {
    return this.#database.transaction(async transaction => {
      await takeTurn(transaction);
      const history = new Map<string, ReportTable>();
      for (const report of reports) {
        const row = toReport(report, workloadOf(report.stampRef));
        history.set(
          `${row.stamp_ref} ${row.observed_at} ${row.reported_by}`,
          row,
        );
      }
      await bulkWrite(transaction, 'reports', [...history.values()], {
        key: ['stamp_ref', 'observed_at', 'reported_by'],
      });

      const refs = [...new Set(reports.map(({ stampRef }) => stampRef))].sort();
      const before = await this.#rows(transaction, refs);
      const after = new Map(before);
      for (const report of reports) {
        after.set(
          report.stampRef,
          takeReport(
            after.get(report.stampRef),
            report,
            workloadOf(report.stampRef),
          ),
        );
      }
      const changed = refs.filter(
        ref => content(before.get(ref)) !== content(after.get(ref)),
      );
      await bulkWrite(
        transaction,
        'statuses',
        changed.map(ref => after.get(ref)!),
        { key: ['stamp_ref'] },
      );
      await relist(transaction, changed, now.toISOString());
      return changed;
    });
  }

  /** What was told last of some stamps; those of which nothing was told are left out. */
  async read(stampRefs: readonly string[]): Promise<StampStatus[]> {
    const rows = await this.#rows(this.#database, [...stampRefs].sort());
    return [...rows.values()].map(statusOf);
  }

  /** A page of all, ordered by ref, after `after`, at most `limit`. */
  async page(options: {
    after?: string;
    limit: number;
  }): Promise<{ items: StampStatus[]; nextAfter?: string }> {
    const query = this.#database<StatusTable>('statuses')
      .select()
      .orderBy('stamp_ref')
      .limit(options.limit + 1);
    if (options.after) query.where('stamp_ref', '>', options.after);
    const rows = await query;
    const items = rows.slice(0, options.limit).map(statusOf);
    return {
      items,
      nextAfter:
        rows.length > options.limit
          ? items[items.length - 1].stampRef
          : undefined,
    };
  }

  /** What was told of a workload's stamps, newest first. */
  async history(workloadRef: string, limit: number): Promise<StampStatus[]> {
    const rows = await this.#database<ReportTable>('reports')
      .select('report')
      .where({ workload_ref: workloadRef })
      .orderBy([
        { column: 'observed_at', order: 'desc' },
        { column: 'stamp_ref' },
        { column: 'reported_by' },
      ])
      .limit(limit);
    return rows.map(row => JSON.parse(row.report));
  }

  /**
   * Forgets reports from before a time, and what was told last, before it, of
   * stamps that are gone. What was told last of a stamp that is there stays,
   * however old.
   */
  async prune(before: Date): Promise<number> {
    const time = before.toISOString();
    const reports = await this.#database('reports')
      .where('observed_at', '<', time)
      .delete();
    const statuses = await this.#database('statuses')
      .where('observed_at', '<', time)
      .whereNotIn(
        'stamp_ref',
        this.#database<StampTable>('stamps').select('stamp_ref'),
      )
      .delete();
    return reports + statuses;
  }

  async #rows(
    database: Knex,
    stampRefs: readonly string[],
  ): Promise<Map<string, StatusTable>> {
    const found = new Map<string, StatusTable>();
    for (const refs of slices(stampRefs)) {
      const rows = await database<StatusTable>('statuses')
        .select()
        .where(anyOf(database, 'stamp_ref', refs));
      for (const row of rows) found.set(row.stamp_ref, row);
    }
    return found;
  }
}

function toReport(report: StampStatus, workloadRef: string): ReportTable {
  return {
    stamp_ref: report.stampRef,
    observed_at: report.observedAt,
    reported_by: report.reportedBy,
    workload_ref: workloadRef,
    report: JSON.stringify(report),
  };
}

/** All but when it came in: the same again is nothing new. */
function content(row: StatusTable | undefined): string {
  const { received_at, ...rest } = row ?? ({} as Partial<StatusTable>);
  return JSON.stringify(rest);
}
