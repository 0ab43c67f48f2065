import { CallerPermissions } from '@plumbline/plugin-secret-expiry-common';
import { Router } from 'express';
import { Access } from '../access/Access';

/** Adds `GET /permissions`: what the caller may do at all, so that pages offer nothing that is refused. */
export function addPermissionRoutes(
  router: Router,
  { access }: { access: Access },
) {
  router.get('/permissions', async (request, response) => {
    const caller = await access.callerOf(request);
    const answer: CallerPermissions = {
      readAll: caller.scope === 'all',
      acknowledge: caller.mayAcknowledgeSome(),
      manage: caller.mayManage(),
    };
    response.json(answer);
  });
}
