import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { PortalPolicy } from './PortalPolicy';

const read = createPermission({
  name: 'slo.read',
  attributes: { action: 'read' },
});
const attest = createPermission({
  name: 'maturity.attest',
  attributes: { action: 'create' },
});
const exclude = createPermission({
  name: 'slo.exclude',
  attributes: { action: 'create' },
});
const manage = createPermission({
  name: 'slo.manage',
  attributes: { action: 'update' },
});
const remove = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
});

function user(...groups: string[]): PolicyQueryUser {
  return {
    info: {
      userEntityRef: 'user:default/ada',
      ownershipEntityRefs: ['user:default/ada', ...groups],
    },
  } as PolicyQueryUser;
}

const { ALLOW, DENY } = AuthorizeResult;

describe('PortalPolicy', () => {
  it.each([
    ['nobody', 'read', read, undefined, DENY],
    ['nobody', 'attest', attest, undefined, DENY],
    ['a member', 'read', read, user(), ALLOW],
    ['a member', 'attest', attest, user(), ALLOW],
    ['a member', 'exclude', exclude, user(), ALLOW],
    ['a member', 'manage', manage, user(), DENY],
    ['a member', 'delete', remove, user(), DENY],
    [
      'the platform team',
      'delete',
      remove,
      user('group:default/platform'),
      ALLOW,
    ],
  ])('%s may %s or not', async (_who, _what, permission, by, result) => {
    await expect(
      new PortalPolicy().handle({ permission }, by),
    ).resolves.toEqual({ result });
  });
});
