import { ConfigReader } from '@backstage/config';
import { readImports } from './readImports';

const GUID = '11111111-2222-3333-4444-555555555555';
const read = (section: object, id = 'production') =>
  readImports(
    new ConfigReader({
      catalog: {
        providers: {
          plumblineAzure: {
            [id]: {
              subscriptions: [GUID],
              owner: { default: 'platform' },
              ...section,
            },
          },
        },
      },
    }),
  );

describe('readImports', () => {
  it('needs no configuration', () => {
    expect(readImports(new ConfigReader({}))).toEqual([]);
  });

  it('knows what is usual', () => {
    expect(read({})).toMatchObject([
      {
        id: 'production',
        signIn: { cloud: 'public', credential: { kind: 'default' } },
        addresses: { managementUrl: 'https://management.azure.com' },
        scopes: { subscriptions: [GUID], managementGroups: [] },
        defaultOwner: 'group:default/platform',
        isDryRun: false,
        atMost: 50_000,
        removeAtMost: 50,
        diagnosticSettingsAtMost: undefined,
        rules: { workload: { tags: ['workload'] } },
      },
    ]);
    expect(read({ diagnosticSettings: {} })).toMatchObject([
      { diagnosticSettingsAtMost: 500 },
    ]);
  });

  it.each<[object, string]>([
    [{ subscriptions: ['shop'] }, "subscriptions[0] is 'shop'; expected a"],
    [{ subscriptions: [] }, 'expected subscriptions or managementGroups'],
    [
      { managementGroups: ["a' or"] },
      "managementGroups[0] is 'a' or'; expected the id",
    ],
    [
      { owner: {} },
      "Missing required config value at 'catalog.providers.plumblineAzure.production.owner.default'",
    ],
    [{ owner: { default: 'a b@c' } }, 'owner.default is'],
    [{ namespace: 'A B' }, "namespace is 'A B'; expected"],
    [
      { workload: { resourceGroup: '^rg-' } },
      "workload.resourceGroup is '^rg-'; expected a regular expression with a group 'value'",
    ],
    [{ stamp: { resourceGroup: '(?<value>' } }, 'stamp.resourceGroup is'],
    [
      { types: [{ azure: 'foo', type: 'foo' }] },
      "types[0].azure is 'foo'; expected a resource type",
    ],
    [
      { types: [{ azure: 'A.B/c', type: 'Foo Bar' }] },
      "types[0].type is 'Foo Bar'; expected a word",
    ],
    [{ withoutTypes: ["a'"] }, 'withoutTypes[0]'],
    [{ removeAtMost: 101 }, 'removeAtMost is 101; expected'],
    [{ azure: { cloud: 'moon' } }, "azure.cloud is 'moon'"],
  ])('says what is wrong with %j', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });
});
