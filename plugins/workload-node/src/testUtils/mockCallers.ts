import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/**
 * The services that tell who asks and what they may, and that hear what is
 * audited, in memory.
 *
 * @param options - `family` is what names of its permissions begin with, such
 * as `stamp`; `allowed` names those that everybody has at first, without it;
 * `groups` names the groups that each user is in, by full refs.
 * @returns `allowed` decides from then on; `audited` is the event of every
 * write that `auditor` was told of.
 */
export function mockCallers(options: {
  family: string;
  allowed: readonly string[];
  groups: Record<string, readonly string[]>;
}) {
  const { family, groups } = options;
  const allowed = new Set(options.allowed);
  const audited = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockResolvedValue(audited);
  const permissions = mockServices.permissions.mock({
    authorize: async asked =>
      asked.map(({ permission: { name } }) => ({
        result:
          name.startsWith(`${family}.`) &&
          allowed.has(name.slice(family.length + 1))
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async credentials => {
      const { userEntityRef } = credentials.principal as {
        userEntityRef: string;
      };
      const own = groups[userEntityRef];
      return {
        userEntityRef,
        ownershipEntityRefs: own ? [userEntityRef, ...own] : [],
      };
    },
  });
  const services = {
    auditor,
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    }),
    permissions,
    userInfo,
  };
  return { allowed, audited, auditor, services };
}
