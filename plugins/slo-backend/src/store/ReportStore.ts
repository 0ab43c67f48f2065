import { MonthlyReport, WorkloadReports } from '@plumbline/plugin-slo-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

interface ReportRow {
  workload_ref: string;
  month: string;
  // SQLite keeps truth as 0 and 1.
  final: boolean | number;
  as_of: string;
  report: string;
}

/** Monthly reports of workloads. */
export class ReportStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Stores reports; one that is final already stays as it is. */
  async save(reports: MonthlyReport[]): Promise<void> {
    await bulkWrite(
      this.#database,
      'reports',
      reports.map(report => ({
        workload_ref: report.workloadRef,
        month: report.month,
        final: report.final,
        as_of: report.asOf,
        report: JSON.stringify(report),
      })),
      { key: ['workload_ref', 'month'], where: 'not reports.final' },
    );
  }

  /** The report of a month such as `2026-11`; `undefined` when there is none. */
  async get(
    workloadRef: string,
    month: string,
  ): Promise<MonthlyReport | undefined> {
    const row = await this.#database<ReportRow>('reports')
      .select('report')
      .where({ workload_ref: workloadRef, month })
      .first();
    return row && JSON.parse(row.report);
  }

  /** The months that a workload has reports of, newest first. */
  async months(workloadRef: string): Promise<WorkloadReports['months']> {
    const rows = await this.#database<ReportRow>('reports')
      .select('month', 'final', 'as_of')
      .where('workload_ref', workloadRef)
      .orderBy('month', 'desc');
    return rows.map(row => ({
      month: row.month,
      final: Boolean(row.final),
      asOf: row.as_of,
    }));
  }

  /** Reports of a month by workload ref. */
  async ofMonth(
    workloadRefs: string[],
    month: string,
  ): Promise<Map<string, MonthlyReport>> {
    const reports = new Map<string, MonthlyReport>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<ReportRow>('reports')
        .select('workload_ref', 'report')
        .where({ month })
        .andWhere(anyOf(this.#database, 'workload_ref', refs));
      rows.forEach(row =>
        reports.set(row.workload_ref, JSON.parse(row.report)),
      );
    }
    return reports;
  }

  /** Forgets reports from before a month such as `2024-11`. */
  async prune(month: string): Promise<void> {
    await this.#database('reports').where('month', '<', month).delete();
  }
}
