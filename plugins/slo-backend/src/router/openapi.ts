import { summariesPath } from '@plumbline/plugin-workload-node';
import { sloPaths } from './slos/openapi';
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
    '/summaries/query': summariesPath,
  },
};
