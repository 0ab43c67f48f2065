import {
  HEALTH_STATES,
  WORKLOAD_ORDERS,
} from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { noSuchWorkload, required } from '../schemas';

const { entityRef, inQuery, paging, workloadInPath } = openApi;

const MAX_ROWS = 200;

/** The portfolio and the first screen of a workload. */
export const portfolioPaths = {
  '/workloads': {
    get: {
      operationId: 'ListWorkloads',
      summary: 'A page of the portfolio',
      parameters: [
        ...paging(MAX_ROWS),
        inQuery(
          'search',
          { type: 'string', maxLength: 200 },
          'Words, all of which must be there',
        ),
        inQuery('owner', entityRef, 'Full ref of the owner'),
        inQuery('domain', entityRef, 'Full ref of the domain'),
        inQuery('health', { type: 'string', enum: HEALTH_STATES }),
        inQuery(
          'orderBy',
          { type: 'string', enum: WORKLOAD_ORDERS },
          '`urgency` when absent',
        ),
        inQuery(
          'order',
          { type: 'string', enum: ['asc', 'desc'] },
          'Without it the most urgent first, or a to z',
        ),
      ],
      responses: required('Workloads and how many there are', [
        'items',
        'total',
        'needsAttention',
        'families',
      ]),
    },
  },
  '/workloads/filters': {
    get: {
      operationId: 'GetWorkloadFilters',
      summary: 'What the portfolio can be filtered by',
      responses: required('With counts', ['owners', 'domains']),
    },
  },
  '/workloads/{namespace}/{name}/overview': {
    get: {
      operationId: 'GetWorkloadOverview',
      summary: 'Tiles and what needs attention',
      parameters: workloadInPath,
      responses: {
        ...required('The first screen of the workload', [
          'workload',
          'tiles',
          'attention',
          'families',
        ]),
        ...noSuchWorkload,
      },
    },
  },
};
