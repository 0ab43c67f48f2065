import {
  permissionsPath,
  summariesPath,
} from '@plumbline/plugin-workload-node';
import { askedPermissions } from './askedPermissions';
import { attestationPaths } from './attestations/openapi';
import { badgePaths } from './badges/openapi';
import { campaignPaths } from './campaigns/openapi';
import { exemptionPaths } from './exemptions/openapi';
import { factPaths } from './facts/openapi';
import { milestonePaths } from './milestones/openapi';
import { modelPaths } from './models/openapi';
import { portfolioPaths } from './portfolio/openapi';
import { scorecardPaths } from './scorecards/openapi';

/** What the maturity back end answers; each folder beside this file says its own part. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'maturity',
    version: '2',
    description: 'Maturity levels of workloads, and what proves them',
  },
  paths: {
    ...scorecardPaths,
    ...attestationPaths,
    ...exemptionPaths,
    ...campaignPaths,
    '/permissions': permissionsPath(askedPermissions),
    ...factPaths,
    ...modelPaths,
    ...badgePaths,
    ...portfolioPaths,
    ...milestonePaths,
    '/summaries/query': summariesPath,
  },
};
