import { openApi } from '@plumbline/plugin-workload-node';
import { pullRequestLink, stampRow, status } from '../schemas';

const { answer, list, may, object, text, workloadInPath } = openApi;

/** What a workload's page shows. */
export const workloadPaths = {
  '/workloads/{namespace}/{name}/stamps': {
    get: {
      operationId: 'GetWorkloadStamps',
      summary:
        'Stamps of a workload with what was told of them, drift and open pull requests',
      parameters: workloadInPath,
      responses: answer(
        'As last read; empty lists for what is not known',
        object({
          stamps: list(stampRow),
          additions: list({
            ...pullRequestLink,
            required: [...pullRequestLink.required, 'stampName'],
            properties: { ...pullRequestLink.properties, stampName: text },
          }),
          history: list(status),
          'problem?': text,
          mayChange: may,
        }),
      ),
    },
  },
};
