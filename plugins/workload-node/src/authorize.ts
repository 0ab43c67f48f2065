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
  options: AuthorizeOptions,
): Promise<BackstageCredentials> {
  return (await authorizeAndAsk(request, permission, [], options)).credentials;
}

/**
 * The same, with whether the caller has other permissions too: what else they
 * are offered. All are asked at once.
 *
 * @returns `granted`, in the order of `others`.
 */
export async function authorizeAndAsk(
  request: Request,
  permission: BasicPermission,
  others: BasicPermission[],
  { httpAuth, permissions }: AuthorizeOptions,
): Promise<{ credentials: BackstageCredentials; granted: boolean[] }> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const decisions = await permissions.authorize(
    [permission, ...others].map(asked => ({ permission: asked })),
    { credentials },
  );
  const [allowed, ...granted] = decisions.map(
    ({ result }) => result === AuthorizeResult.ALLOW,
  );
  if (!allowed) {
    throw new NotAllowedError(`You lack the permission '${permission.name}'`);
  }
  return { credentials, granted };
}
