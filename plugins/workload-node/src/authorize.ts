import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Request } from 'express';

/** What {@link authorize} needs of the plugin's services. */
export interface AuthorizeOptions {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}

/**
 * Credentials of the caller of a route, once the permission is granted.
 *
 * @throws AuthenticationError without a user or service token; NotAllowedError
 * when the policy answers anything but `ALLOW`.
 */
export async function authorize(
  request: Request,
  permission: BasicPermission,
  { httpAuth, permissions }: AuthorizeOptions,
): Promise<BackstageCredentials> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(`You lack the permission '${permission.name}'`);
  }
  return credentials;
}
