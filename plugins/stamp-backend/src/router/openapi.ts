import {
  permissionsPath,
  summariesPath,
} from '@plumbline/plugin-workload-node';
import { askedPermissions } from './askedPermissions';
import { planPaths } from './plans/openapi';
import { stampPaths } from './stamps/openapi';
import { statusPaths } from './statuses/openapi';
import { workloadPaths } from './workloads/openapi';

/** What the stamp back end answers; each folder beside this file says its own part. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'stamp',
    version: '1',
    description: 'Plans of stamps, what their pipelines told, and drift',
  },
  paths: {
    ...statusPaths,
    ...workloadPaths,
    ...stampPaths,
    ...planPaths,
    '/permissions': permissionsPath(askedPermissions),
    '/summaries/query': summariesPath,
  },
};
