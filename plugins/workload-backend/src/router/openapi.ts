import { permissionsPath } from '@plumbline/plugin-workload-node';
import { askedPermissions } from './askedPermissions';
import { healthPaths } from './health/openapi';
import { healthModelPaths } from './healthModel/openapi';
import { incidentPaths } from './incidents/openapi';
import { maintenancePaths } from './maintenance/openapi';
import { mapPaths } from './map/openapi';
import { portfolioPaths } from './portfolio/openapi';
import { signalPaths } from './signals/openapi';
import { viewPaths } from './views/openapi';

/** The API of the workload back end; each folder beside this file says its own part. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'workload',
    version: '1',
    description:
      'Health, service maps, incidents and the portfolio of workloads.',
  },
  servers: [{ url: '/' }],
  paths: {
    ...portfolioPaths,
    ...viewPaths,
    ...mapPaths,
    ...healthPaths,
    ...signalPaths,
    ...healthModelPaths,
    ...maintenancePaths,
    ...incidentPaths,
    '/permissions': permissionsPath(askedPermissions),
  },
};
