import { openApi } from '@plumbline/plugin-workload-node';
import { required } from '../schemas';

const { body, entityRef, exactly, list } = openApi;

/** How the health of workloads is and was. */
export const healthPaths = {
  '/health/query': {
    post: {
      operationId: 'QueryHealth',
      summary:
        'Health of workloads and which parts tell it, for other back ends only',
      requestBody: body(
        exactly({ workloadRefs: { ...list(entityRef), maxItems: 500 } }),
      ),
      responses: required('Health of those that were rolled up, by ref', [
        'items',
      ]),
    },
  },
};
