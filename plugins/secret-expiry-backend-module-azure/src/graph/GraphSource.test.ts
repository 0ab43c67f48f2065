import { Entity } from '@backstage/catalog-model';
import { AzureServer, listed } from '../__testUtils__/AzureServer';

// Making a certificate takes long where others work too.
jest.setTimeout(60_000);

const APP = 'aaaaaaaa-0000-0000-0000-000000000001';
const KEY = '99999999-0000-0000-0000-000000000001';
const SIGNING = '99999999-0000-0000-0000-000000000002';
const VERIFYING = '99999999-0000-0000-0000-000000000003';

const workload = (annotation?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'shop',
    annotations: annotation
      ? { 'plumbline.io/entra-application-id': annotation }
      : {},
  },
  spec: { type: 'workload', owner: 'group:default/team' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
});

const password = (keyId: string) => ({
  keyId,
  displayName: 'planted-name',
  hint: 'planted-hint',
  secretText: 'planted-value',
  startDateTime: '2026-01-01T00:00:00Z',
  endDateTime: '2027-01-01T00:00:00Z',
});
/** A certificate, as `keyCredentials` have it. */
const certificate = (keyId: string, customKeyIdentifier: string) => ({
  keyId,
  customKeyIdentifier,
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
  key: 'planted-key',
  startDateTime: '2026-02-01T00:00:00Z',
  endDateTime: '2029-02-01T00:00:00Z',
});
const application = (appId: string, more: object = {}) => ({
  id: `object-${appId}`,
  appId,
  displayName: 'shop-web',
  passwordCredentials: [password(KEY)],
  keyCredentials: [],
  ...more,
});
const idOf = (index: number) =>
  `aaaaaaaa-0000-0000-0000-${String(index).padStart(12, '0')}`;

describe('GraphSource', () => {
  let azure: AzureServer;
  beforeEach(async () => {
    azure = await AzureServer.start();
  });
  afterEach(() => azure.stop());

  const source = (entities: Entity[] = [workload(APP)], section: object = {}) =>
    azure.sources({ microsoftGraph: section }, entities)[0];

  it('lists the dates of passwords, and of each certificate once', async () => {
    azure.graph.applications.push(application(APP));
    const thumbprint = 'fLi3U52HunIVNXubkEnf8tP6Wbo=';
    const { startDateTime, endDateTime } = certificate(SIGNING, thumbprint);
    azure.graph.servicePrincipals.push(
      application(APP, {
        id: 'principal',
        keyCredentials: [
          { ...certificate(SIGNING, thumbprint), usage: 'Sign' },
          certificate(VERIFYING, thumbprint),
        ],
        passwordCredentials: [{ keyId: SIGNING, startDateTime, endDateTime }],
      }),
    );
    const { credentials, outcomes } = await listed(source());
    expect(credentials).toEqual([
      {
        key: `client-secret/${KEY}`,
        name: 'shop-web 99999999',
        kind: 'client-secret',
        workloadRef: 'system:default/shop',
        entityRef: 'system:default/shop',
        ownerRef: 'group:default/team',
        created: '2026-01-01T00:00:00.000Z',
        expires: '2027-01-01T00:00:00.000Z',
        rotation: 'manual',
        replaceableBy: 'managed identity',
        portalUrl: `https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/${APP}`,
        previous: [],
      },
      expect.objectContaining({
        key: `certificate/${SIGNING}`,
        kind: 'certificate',
        expires: '2029-02-01T00:00:00.000Z',
        portalUrl: `https://portal.azure.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/principal/appId/${APP}`,
      }),
    ]);
    expect(outcomes).toEqual([
      expect.objectContaining({
        place: `system:default/shop|${APP}`,
        title: 'Application shop-web',
        outcome: 'looked',
      }),
    ]);
    expect(JSON.stringify([credentials, outcomes])).not.toContain('planted');
  });

  it('asks for selected fields only, as the tenant of the token', async () => {
    azure.graph.applications.push(application(APP));
    await listed(source());
    expect(azure.calls.map(({ path }) => path).sort()).toEqual([
      '/v1.0/applications',
      '/v1.0/servicePrincipals',
    ]);
    for (const { method, params, token } of azure.calls) {
      expect(method).toBe('GET');
      expect(params.get('$select')).toMatch(
        /^id,appId,displayName,passwordCredentials,keyCredentials/,
      );
      expect(token).toBe('token-for-https://graph.microsoft.com/.default');
    }
  });

  it('asks for 15 applications with one filter, over all pages', async () => {
    const ids = Array.from({ length: 32 }, (_, index) => idOf(index));
    azure.graph.applications.push(...ids.map(id => application(id)));
    azure.pageSize = 4;
    const { outcomes } = await listed(source([workload(ids.join(', '))]));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      Array(32).fill('looked'),
    );
    const first = azure.calls.filter(
      ({ path, params }) =>
        path === '/v1.0/applications' && !params.has('$skiptoken'),
    );
    expect(first).toHaveLength(3);
  });

  it('gives applications of the configuration to their workload, once', async () => {
    azure.graph.applications.push(application(APP), application(idOf(7)));
    const { credentials } = await listed(
      source([workload(APP)], {
        applications: [
          { appId: APP, workload: 'system:default/shop' },
          { appId: idOf(7), workload: 'bank' },
        ],
      }),
    );
    expect(credentials.map(({ workloadRef }) => workloadRef)).toEqual([
      'system:default/shop',
      'system:default/bank',
    ]);
  });

  it.each([
    ['7CB8B7539D87BA7215357B9B9049DFF2D3FA59BA'],
    ['fLi3U52HunIVNXubkEnf8tP6Wbo='],
    [
      Buffer.from('7CB8B7539D87BA7215357B9B9049DFF2D3FA59BA').toString(
        'base64',
      ),
    ],
  ])('reads the thumbprint %s', async customKeyIdentifier => {
    azure.graph.applications.push(
      application(APP, {
        passwordCredentials: [],
        keyCredentials: [certificate(SIGNING, customKeyIdentifier)],
      }),
    );
    expect((await listed(source())).credentials).toMatchObject([
      { thumbprint: '7cb8b7539d87ba7215357b9b9049dff2d3fa59ba' },
    ]);
  });

  it('takes no other identifier for a thumbprint', async () => {
    azure.graph.applications.push(
      application(APP, {
        passwordCredentials: [],
        keyCredentials: [certificate(SIGNING, 'c2lnbmluZw==')],
      }),
    );
    const [{ thumbprint }] = (await listed(source())).credentials;
    expect(thumbprint).toBeUndefined();
  });

  it('goes on where a scan was stopped', async () => {
    azure.graph.applications.push(application(APP), application(idOf(7)));
    const { outcomes } = await listed(source([workload(`${APP},${idOf(7)}`)]), {
      done: new Set([`system:default/shop|${APP}`]),
    });
    expect(outcomes).toMatchObject([
      { place: `system:default/shop|${APP}`, outcome: 'not-due' },
      { place: `system:default/shop|${idOf(7)}`, outcome: 'looked' },
    ]);
    expect(azure.calls[0].params.get('$filter')).not.toContain(APP);
  });

  it('says that nothing changed', async () => {
    azure.graph.applications.push(application(APP));
    const graph = source();
    const again = await listed(graph, await listed(graph));
    expect(again.credentials).toEqual([]);
    expect(again.outcomes).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it.each([
    [
      { status: 403, body: { error: { message: 'planted' } } },
      /^The portal may not look at Microsoft Graph: .*Application\.Read\.All$/,
    ],
    [{ status: 401, body: {} }, /does not accept the portal's token/],
    [{ body: { values: [] } }, /did not answer as Azure documents/],
    [
      {
        body: {
          value: [],
          '@odata.nextLink': 'https://evil.example/v1.0/applications',
        },
      },
      /leads to another host/,
    ],
    [
      { status: 302, headers: { location: 'https://evil.example/' } },
      /leads to another host/,
    ],
    [
      {
        body: {
          value: [application(APP)],
          '@odata.nextLink': 'https://graph.microsoft.com/v1.0/applications',
        },
      },
      /repeats its pages/,
    ],
  ])('could not look: %j', async (reply, reason) => {
    azure.intercept = () => reply;
    const { credentials, outcomes } = await listed(source());
    expect(credentials).toEqual([]);
    expect(outcomes).toEqual([
      expect.objectContaining({
        outcome: 'could-not-look',
        reason: expect.stringMatching(reason),
        workloadRefs: ['system:default/shop'],
      }),
    ]);
    expect(JSON.stringify(outcomes)).not.toContain('planted');
    expect(azure.calls.filter(({ host }) => host === 'evil.example')).toEqual(
      [],
    );
  });

  it('tells an application that is not there, or is named badly, from one without credentials', async () => {
    azure.graph.applications.push(
      application(APP, { passwordCredentials: [] }),
    );
    const { outcomes } = await listed(
      source([workload(`${APP},${idOf(9)},x' or true`)]),
    );
    expect(
      outcomes.map(({ outcome, ...rest }) => [outcome, (rest as any).reason]),
    ).toEqual([
      [
        'could-not-look',
        'The catalog names an application of system:default/shop by something other than its ID, which is a GUID',
      ],
      ['looked', undefined],
      [
        'could-not-look',
        `The tenant has no application with the ID ${idOf(9)}`,
      ],
    ]);
  });

  it('waits as long as it is asked to, and goes on', async () => {
    azure.graph.applications.push(application(APP));
    let refused = 0;
    azure.intercept = ({ path }) =>
      path === '/v1.0/applications' && refused++ < 2
        ? { status: 429, headers: { 'retry-after': '0' } }
        : undefined;
    const { credentials } = await listed(source());
    expect(credentials).toHaveLength(1);
    expect(refused).toBe(3);
  });
});
