import { Exchange, PublishedApi } from '@plumbline/plugin-azure-node/testUtils';
import keyVault from './published/keyVault.json';
import microsoftGraph from './published/microsoftGraph.json';

const CREATED = 1_767_225_600;
const page = (item: object, path = '/secrets', query = ''): Exchange => ({
  method: 'GET',
  path,
  params: new URLSearchParams(`api-version=7.6${query}`),
  status: 200,
  body: { value: [item], nextLink: null },
});

describe('what Microsoft publishes', () => {
  const vaults = new PublishedApi(keyVault);
  const graph = new PublishedApi(microsoftGraph);

  it('has nothing against what it says itself', () => {
    const attributes = { enabled: true, created: CREATED, exp: CREATED };
    const base = 'https://kv-shop.vault.azure.net:443';
    expect([
      ...vaults.contraventions(
        page({ id: `${base}/secrets/a`, attributes, managed: true }),
      ),
      ...vaults.contraventions(
        page(
          { id: `${base}/secrets/a`, attributes, deletedDate: CREATED },
          '/deletedsecrets',
          '&maxresults=25&$skiptoken=abc',
        ),
      ),
      ...vaults.contraventions({
        ...page({}, '/certificates/tls/policy'),
        body: { issuer: { name: 'Self' }, lifetime_actions: [] },
      }),
      ...vaults.contraventions({
        ...page({}, '/keys'),
        status: 403,
        body: { error: { code: 'Forbidden', innererror: { code: 'x' } } },
      }),
    ]).toEqual([]);
  });

  it.each<[Exchange, RegExp]>([
    [page({ attributes: { exp: '2027-01-01T00:00:00Z' } }), /must be integer/],
    [page({ attributes: { enabled: 'true' } }), /must be boolean/],
    [page({ id: 'a', value: 'a value' }), /"unevaluatedProperty":"value"/],
    [page({ attributes: { hint: 1 } }), /"unevaluatedProperty":"hint"/],
    [page({}, '/secrets', '&maxresults=50'), /maxresults .*must be <= 25/],
    [page({}, '/secrets', '&top=5'), /no parameter top/],
    [page({}, '/secrets/a/0123'), /no such call/],
    [{ ...page({}), method: 'PUT' }, /no such call/],
    [{ ...page({}), params: new URLSearchParams() }, /api-version is missing/],
  ])('objects to %j', (exchange, expected) => {
    expect(vaults.contraventions(exchange).join('\n')).toMatch(expected);
  });

  it('knows what may be selected of applications', () => {
    const asked = (select: string) =>
      graph.contraventions({
        method: 'GET',
        path: '/applications',
        params: new URLSearchParams({ $select: select }),
        status: 200,
        body: { value: [] },
      });
    expect(asked('id,appId,keyCredentials')).toEqual([]);
    expect(asked('id,secrets').join('\n')).toMatch(/must be equal to one of/);
  });
});
