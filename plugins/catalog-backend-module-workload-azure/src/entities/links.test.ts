import { AzureResource } from '../azure/AzureResource';
import { ASKED_PROPERTIES, dependenciesOf, telemetryTargetsOf } from './links';
import { ResourceTypes } from './resourceTypes';

const PREFIX = '/subscriptions/s/resourcegroups/rg/providers';
const of = (
  type: string,
  properties: Record<string, unknown> = {},
  more: Partial<AzureResource> = {},
): AzureResource => ({
  id: `${PREFIX}/${type}/x`,
  name: 'x',
  type,
  kind: '',
  location: 'westeurope',
  subscriptionId: 's',
  resourceGroup: 'rg',
  tags: {},
  zones: [],
  sku: '',
  properties,
  ...more,
});
const first = (chains: string[][]) => chains.map(([id]) => id).filter(Boolean);

describe('dependenciesOf', () => {
  it('finds ids in lists and below them', () => {
    expect(
      first(
        dependenciesOf(
          of('microsoft.compute/virtualmachines', {
            'availabilitySet.id': `${PREFIX}/A.B/sets/S`,
            'storageProfile.osDisk.managedDisk.id': null,
            'storageProfile.dataDisks': [
              { managedDisk: { id: `${PREFIX}/A.B/disks/1` } },
              { managedDisk: null },
              'odd',
            ],
          }),
        ),
      ),
    ).toEqual([`${PREFIX}/a.b/sets/s`, `${PREFIX}/a.b/disks/1`]);
  });

  it('knows what a part is a part of, and the identities that it works with', () => {
    const database = of('microsoft.sql/servers/databases', {
      userAssignedIdentities: { [`${PREFIX}/A.B/identities/I`]: {} },
    });
    database.id = `${PREFIX}/microsoft.sql/servers/s1/databases/d1`;
    expect(first(dependenciesOf(database))).toEqual([
      `${PREFIX}/a.b/identities/i`,
      `${PREFIX}/microsoft.sql/servers/s1`,
    ]);
  });

  it('takes a subnet for its network where only that has an entity', () => {
    expect(
      dependenciesOf(
        of('microsoft.network/privateendpoints', {
          'subnet.id': `${PREFIX}/Microsoft.Network/virtualNetworks/v/subnets/s`,
        }),
      ),
    ).toEqual([
      [
        `${PREFIX}/microsoft.network/virtualnetworks/v/subnets/s`,
        `${PREFIX}/microsoft.network/virtualnetworks/v`,
      ],
    ]);
  });

  it('makes nothing of what is no id', () => {
    expect(
      first([
        ...dependenciesOf(
          of('microsoft.insights/workbooks', { sourceId: 'x' }),
        ),
        ...telemetryTargetsOf(of('microsoft.web/sites')),
      ]),
    ).toEqual([]);
  });
});

describe('ASKED_PROPERTIES', () => {
  it('are paths that a query can name', () => {
    for (const path of ASKED_PROPERTIES) {
      expect(path).toMatch(/^[A-Za-z]+(\.[A-Za-z]+)*$/);
    }
  });
});

describe('ResourceTypes', () => {
  const types = new ResourceTypes(
    new Map([['microsoft.foo/bars', 'foo-bar']]),
    ['microsoft.compute/disks'],
  );

  it.each([
    ['microsoft.web/sites', { kind: 'functionapp,linux' }, 'function-app'],
    ['microsoft.web/sites', { kind: 'functionapp,workflowapp' }, 'logic-app'],
    ['microsoft.web/sites', { kind: 'app' }, 'web-app'],
    ['microsoft.cdn/profiles', { sku: 'Premium_AzureFrontDoor' }, 'front-door'],
    ['microsoft.cdn/profiles', { sku: 'Standard_Verizon' }, 'cdn'],
    [
      'microsoft.storage/storageaccounts',
      { properties: { isHnsEnabled: true } },
      'data-lake',
    ],
    ['microsoft.storage/storageaccounts', {}, 'storage-account'],
    ['microsoft.foo/bars', {}, 'foo-bar'],
    ['microsoft.compute/disks', {}, undefined],
    ['microsoft.network/networkinterfaces', {}, undefined],
  ])('calls %s %j %s', (type, more, word) => {
    expect(types.wordFor(of(type, {}, more))).toBe(word);
  });
});
