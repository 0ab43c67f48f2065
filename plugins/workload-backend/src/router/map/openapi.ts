import { openApi } from '@plumbline/plugin-workload-node';
import { noSuchWorkload, required } from '../schemas';

const { workloadInPath } = openApi;

/** Service maps. */
export const mapPaths = {
  '/workloads/{namespace}/{name}/map': {
    get: {
      operationId: 'GetWorkloadMap',
      summary: 'Service map with the health of every node',
      parameters: workloadInPath,
      responses: {
        ...required('Nodes and edges', ['workloadRef', 'nodes', 'edges']),
        ...noSuchWorkload,
      },
    },
  },
};
