import { openApi } from '@plumbline/plugin-workload-node';

const { answer, flag, may, object } = openApi;

/** What callers may do. */
export const permissionPaths = {
  '/permissions': {
    get: {
      operationId: 'GetPermissions',
      summary: 'What the caller may do at all',
      responses: answer(
        'Without `readAll`, what the caller owns is all that they see; 403 for whoever may read nothing',
        object({ readAll: flag, acknowledge: may, manage: may }),
      ),
    },
  },
};
