import { VAULT_FINDING_CODES } from '@plumbline/plugin-secret-expiry-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { failingSource, place } from '../places/openapi';
import { oneOf } from '../schemas';

const { answer, list, may, object, text, workloadInPath } = openApi;

/** Single workloads. */
export const workloadPaths = {
  '/workloads/{namespace}/{name}/overview': {
    get: {
      operationId: 'GetWorkloadOverview',
      summary:
        'How far the places that cover a workload were looked at, and what is wrong with its vaults',
      parameters: workloadInPath,
      responses: answer(
        "`looked` without credentials means that there are none, `not-looked` that no place covers it; 403 when nothing of it is the caller's to see",
        object({
          coverage: oneOf(['looked', 'partly', 'not-looked']),
          places: list(place),
          failingSources: list(failingSource),
          vaultFindings: list(
            object({
              code: oneOf(VAULT_FINDING_CODES),
              stampRefs: list(text),
              vaultRefs: list(text),
              reason: text,
              nextStep: text,
            }),
          ),
          may: object({ acknowledge: may, manage: may }),
        }),
      ),
    },
  },
};
