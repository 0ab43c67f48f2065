import { NotFoundError } from '@backstage/errors';
import {
  MonthlyReport,
  WorkloadReports,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import {
  RouteServices,
  authorize,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ReportStore } from '../../store/ReportStore';
import { REPORT_FILES } from './reportFiles';

const REPORTS = '/workloads/:namespace/:name/reports';

/** Adds the routes of monthly reports. */
export function addReportRoutes(
  router: Router,
  options: RouteServices & { reports: ReportStore },
) {
  const { reports } = options;

  async function reportOf(params: Record<string, string>) {
    const ref = workloadRefInPath(params);
    const report = await reports.get(ref, params.month);
    if (!report) {
      throw new NotFoundError(
        `There is no report of ${ref} for ${params.month}`,
      );
    }
    return report;
  }

  router.get(REPORTS, async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const answer: WorkloadReports = {
      months: await reports.months(workloadRefInPath(request.params)),
    };
    response.json(answer);
  });

  router.get(`${REPORTS}/:month`, async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const report: MonthlyReport = await reportOf(request.params);
    response.json(report);
  });

  router.get(`${REPORTS}/:month/:file`, async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { name, month, file } = request.params;
    const { mediaType, compose } = REPORT_FILES[file];
    const composed = await compose(await reportOf(request.params));
    response
      .type(mediaType)
      .attachment(`slo-report-${name}-${month}.${file}`)
      .send(composed);
  });
}
