import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  sloAgreePermission,
  sloExcludePermission,
  sloManagePermission,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import { Router } from 'express';
import { RouteServices } from '../RouteServices';

const ASKED = {
  read: sloReadPermission,
  exclude: sloExcludePermission,
  agree: sloAgreePermission,
  manage: sloManagePermission,
};

/** Adds `GET /permissions`: what the caller may do at all, so that pages offer nothing that is refused. */
export function addPermissionRoutes(
  router: Router,
  { httpAuth, permissions }: RouteServices,
) {
  router.get('/permissions', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const decisions = await permissions.authorize(
      Object.values(ASKED).map(permission => ({ permission })),
      { credentials },
    );
    response.json(
      Object.fromEntries(
        Object.keys(ASKED).map((name, index) => [
          name,
          decisions[index].result === AuthorizeResult.ALLOW,
        ]),
      ),
    );
  });
}
