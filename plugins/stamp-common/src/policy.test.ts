import { ConfigReader } from '@backstage/config';
import { DEFAULT_POLICY, readPlacementPolicy } from './policy';

describe('readPlacementPolicy', () => {
  it('is the default where the config says nothing', () => {
    expect(readPlacementPolicy(new ConfigReader({}))).toEqual(DEFAULT_POLICY);
  });

  it('changes what the config names and nothing else', () => {
    const policy = readPlacementPolicy(
      new ConfigReader({
        stamp: {
          policy: {
            requirePair: false,
            residency: { DACH: ['DE', 'AT', 'CH'] },
          },
        },
      }),
    );
    expect(policy).toEqual({
      ...DEFAULT_POLICY,
      requirePair: false,
      residency: { ...DEFAULT_POLICY.residency, DACH: ['DE', 'AT', 'CH'] },
    });
  });

  it('names the key of a value with the wrong type', () => {
    const config = new ConfigReader({
      stamp: { policy: { requireZones: 'maybe' } },
    });
    expect(() => readPlacementPolicy(config)).toThrow(
      'stamp.policy.requireZones',
    );
  });

  it('reads everything that can be set', () => {
    const policy = {
      requireZones: false,
      requirePair: false,
      requireOpenAccess: false,
      relaxable: ['zones', 'access'],
      defaultAddressRange: '172.16.0.0/12',
      stampPrefix: 22,
      maxUsersPerStamp: 5000,
      maxInstances: 30,
      planSizes: [{ sku: 'P1v3', usersPerInstance: 200 }],
      tags: { 'cost.center': '4711' },
      alertReceivers: {
        emails: ['noc@example.com'],
        webhooks: ['https://example.com/hook'],
      },
      organization: 'contoso',
    };
    expect(
      readPlacementPolicy(new ConfigReader({ stamp: { policy } })),
    ).toEqual({ ...DEFAULT_POLICY, ...policy });
  });

  it.each([
    ['relaxable', ['cost']],
    ['defaultAddressRange', '8.0.0.0/8'],
    ['defaultAddressRange', '10.0.0.0/24'],
    ['stampPrefix', 24],
    ['stampPrefix', 15],
    ['maxUsersPerStamp', 0],
    ['maxInstances', 1.5],
    ['planSizes', []],
    ['planSizes', [{ sku: 'P 1', usersPerInstance: 1 }]],
    [
      'planSizes',
      [
        { sku: 'P2v3', usersPerInstance: 2 },
        { sku: 'P1v3', usersPerInstance: 1 },
      ],
    ],
    ['tags', { owner: 'x' }],
    ['tags', { Environment: 'x' }],
    ['tags', { 'microsoft-x': 'x' }],
    ['tags', { 'a b': 'x' }],
    ['tags', { a: 'x'.repeat(257) }],
    ['tags', { a: 'x', A: 'y' }],
    ['tags', Object.fromEntries([...'abcdefghijkl'].map(x => [x, 'x']))],
    ['alertReceivers', { emails: ['x'] }],
    ['alertReceivers', { webhooks: ['https://example.com/?sig=secret'] }],
    ['alertReceivers', { webhooks: ['https://user@example.com/'] }],
    ['alertReceivers', { webhooks: ['http://example.com/'] }],
    ['organization', 'Contoso Ltd'],
  ])('refuses %s %j, naming the key', (key, value) => {
    const config = new ConfigReader({ stamp: { policy: { [key]: value } } });
    expect(() => readPlacementPolicy(config)).toThrow(`stamp.policy.${key}`);
  });
});
