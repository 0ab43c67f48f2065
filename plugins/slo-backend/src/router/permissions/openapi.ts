import { openApi } from '@plumbline/plugin-workload-node';

const { answer, flag, object } = openApi;

/** What callers may do. */
export const permissionPaths = {
  '/permissions': {
    get: {
      operationId: 'GetPermissions',
      summary: 'Which permissions of this family the caller has',
      responses: answer(
        'By the last word of the permission',
        object({ read: flag, exclude: flag, agree: flag, manage: flag }),
      ),
    },
  },
};
