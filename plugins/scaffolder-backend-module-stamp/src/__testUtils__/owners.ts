import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { stampManagePermission } from '@plumbline/plugin-stamp-common';

/** Everybody who is signed in speaks for these groups, and may do all but manage the stamps of others. */
export function owners(...groups: string[]) {
  return [
    createServiceFactory({
      service: coreServices.userInfo,
      deps: {},
      factory: () => mockServices.userInfo({ ownershipEntityRefs: groups }),
    }),
    createServiceFactory({
      service: coreServices.permissions,
      deps: {},
      factory: () => ({
        authorize: async requests =>
          requests.map(({ permission: { name } }) => ({
            result:
              name === stampManagePermission.name
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      }),
    }),
  ];
}
