import { answer, flag, object } from '../schemas';

/** What callers may do. */
export const permissionPaths = {
  '/permissions': {
    get: {
      operationId: 'GetPermissions',
      summary: 'Which permissions of this family the caller has',
      responses: answer(
        'By the last word of the permission',
        object({
          read: flag,
          attest: flag,
          exempt: flag,
          campaign: flag,
          model: flag,
          refresh: flag,
        }),
      ),
    },
  },
};
