import { summariesPath } from '@plumbline/plugin-workload-node';
import { acknowledgementPaths } from './acknowledgements/openapi';
import { credentialPaths } from './credentials/openapi';
import { feedPaths } from './feeds/openapi';
import { permissionPaths } from './permissions/openapi';
import { placePaths } from './places/openapi';
import { workloadPaths } from './workloads/openapi';

/** The API of the secret-expiry back end; each folder beside this file says its own part. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'secret-expiry',
    version: '2',
    description:
      'What expires when, for each workload. Metadata only: no answer holds the value of a credential.',
  },
  servers: [{ url: '/' }],
  paths: {
    ...credentialPaths,
    ...workloadPaths,
    ...placePaths,
    ...acknowledgementPaths,
    ...feedPaths,
    ...permissionPaths,
    '/summaries/query': summariesPath,
  },
};
