import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Router } from 'express';
import { AuthorizeOptions } from '../authorize';
import { answer, flag, object } from '../openApiSchemas';

/** `/permissions` for the OpenAPI document: the same names as {@link addPermissionsRoute} gets. */
export function permissionsPath(asked: Record<string, BasicPermission>) {
  return {
    get: {
      operationId: 'GetPermissions',
      summary: 'Which permissions of this family the caller has',
      responses: answer(
        'By the last word of the permission',
        object(
          Object.fromEntries(Object.keys(asked).map(name => [name, flag])),
        ),
      ),
    },
  };
}

/** Adds `GET /permissions`: what the caller may do at all, so that pages offer nothing that is refused. */
export function addPermissionsRoute(
  router: Router,
  asked: Record<string, BasicPermission>,
  { httpAuth, permissions }: AuthorizeOptions,
) {
  router.get('/permissions', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const decisions = await permissions.authorize(
      Object.values(asked).map(permission => ({ permission })),
      { credentials },
    );
    response.json(
      Object.fromEntries(
        Object.keys(asked).map((name, index) => [
          name,
          decisions[index].result === AuthorizeResult.ALLOW,
        ]),
      ),
    );
  });
}
