import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';

/** How an action is marked that only reads, and gives the same answer until something changes. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

/**
 * Checks that whoever an agent acts for has a permission.
 *
 * @throws NotAllowedError
 */
export async function authorizeAction(
  credentials: BackstageCredentials,
  permission: BasicPermission,
  permissions: PermissionsService,
): Promise<void> {
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(`You lack the permission '${permission.name}'`);
  }
}
