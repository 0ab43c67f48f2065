import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { Request } from 'express';
import { Ownership } from './Ownership';

const [read, write, manage] = ['read', 'write', 'manage'].map(name =>
  createPermission({ name: `thing.${name}`, attributes: {} }),
);
const SHOP = 'system:default/shop';

function setup(options: { granted: string[]; owns?: string[] }) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: options.granted.includes(permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async () => ({
      userEntityRef: 'user:default/mock',
      ownershipEntityRefs: options.owns ?? [],
    }),
  });
  return new Ownership({
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    permissions,
    userInfo,
    manage,
    workloads: {
      read: async refs =>
        new Map(
          [
            { ref: SHOP, ownerRef: 'group:default/shop' },
            { ref: 'system:default/orphan', ownerRef: undefined },
          ]
            .filter(({ ref }) => refs.includes(ref))
            .map(({ ref, ownerRef }) => [ref, { ownerRef }]),
        ),
    },
  });
}

const asked = (header: string) =>
  ({ headers: { authorization: header } } as Request);
const byUser = asked(mockCredentials.user.header());

describe('Ownership', () => {
  it.each([
    {
      who: 'an owner',
      granted: ['thing.write'],
      owns: ['group:default/shop'],
      may: { allowed: true },
    },
    {
      who: 'someone else',
      granted: ['thing.write'],
      may: { allowed: false, reason: 'Only group:default/shop may do this.' },
    },
    {
      who: 'who manages all',
      granted: ['thing.manage'],
      may: { allowed: true },
    },
    {
      who: 'an owner without the permission',
      granted: [],
      owns: ['group:default/shop'],
      may: { allowed: false, reason: "It needs the permission 'thing.write'." },
    },
    {
      who: 'anyone, of no workload',
      granted: ['thing.write'],
      ref: 'system:default/gone',
      may: { allowed: false, reason: 'The catalog has no such workload.' },
    },
    {
      who: 'anyone, of a workload without an owner',
      granted: ['thing.write'],
      ref: 'system:default/orphan',
      may: { allowed: false, reason: 'The workload names no owner.' },
    },
  ])('tells $who: $may', async ({ granted, owns, ref, may }) => {
    const ownership = setup({ granted: ['thing.read', ...granted], owns });
    const caller = await ownership.reader(byUser, read, write, ref ?? SHOP);
    expect(caller.may).toEqual(may);
  });

  it('lets services do what the permission allows', async () => {
    const ownership = setup({ granted: ['thing.read', 'thing.write'] });
    const request = asked(mockCredentials.service.header());
    const { may } = await ownership.reader(request, read, write, SHOP);
    expect(may).toEqual({ allowed: true });
  });

  it('shows nothing to who may not read', async () => {
    const ownership = setup({ granted: ['thing.write', 'thing.manage'] });
    await expect(ownership.reader(byUser, read, write, SHOP)).rejects.toThrow(
      "You lack the permission 'thing.read'",
    );
  });

  it('refuses writes about others, and about what is not known', async () => {
    const ownership = setup({ granted: [] });
    const credentials = mockCredentials.user();
    await expect(ownership.check(SHOP, credentials)).rejects.toThrow(
      `${SHOP}: Only group:default/shop may do this.`,
    );
    await expect(
      ownership.check('system:default/gone', credentials),
    ).rejects.toThrow("No workload 'system:default/gone' is known");
    await setup({ granted: ['thing.manage'] }).check(SHOP, credentials);
  });
});
