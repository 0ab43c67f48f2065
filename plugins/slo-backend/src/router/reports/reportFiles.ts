import { MonthlyReport } from '@plumbline/plugin-slo-common';
import { reportCsv } from '../../reports/reportCsv';
import { reportPdf } from '../../reports/reportPdf';

/** A report as a file. */
export interface ReportFile {
  mediaType: string;
  compose(report: MonthlyReport): string | Buffer | Promise<Buffer>;
}

/** By the ending of the file, which is the last part of the route. */
export const REPORT_FILES: Record<string, ReportFile> = {
  csv: { mediaType: 'text/csv; charset=utf-8', compose: reportCsv },
  pdf: { mediaType: 'application/pdf', compose: reportPdf },
};
