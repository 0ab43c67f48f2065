import {
  permissionsPath,
  summariesPath,
} from '@plumbline/plugin-workload-node';
import { askedPermissions } from './askedPermissions';
import { agreementPaths } from './agreements/openapi';
import { exclusionPaths } from './exclusions/openapi';
import { pushPaths } from './pushes/openapi';
import { reportPaths } from './reports/openapi';
import { sloPaths } from './slos/openapi';
import { timelinePaths } from './timeline/openapi';
import { workloadPaths } from './workloads/openapi';

/** What the slo back end answers; each folder beside this file says its own part. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'slo',
    version: '2',
    description: 'Service level objectives, their budgets and agreements',
  },
  paths: {
    ...sloPaths,
    ...workloadPaths,
    ...timelinePaths,
    ...agreementPaths,
    ...exclusionPaths,
    ...reportPaths,
    ...pushPaths,
    '/permissions': permissionsPath(askedPermissions),
    '/summaries/query': summariesPath,
  },
};
