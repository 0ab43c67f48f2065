import { SUBSCRIPTION } from './__testUtils__/AzureEstate';
import { ImportRun } from './__testUtils__/ImportRun';

const OTHER = '99999999-2222-3333-4444-555555555555';
const workload = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name },
  spec: { type: 'workload', owner },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
});

describe('AzureImport', () => {
  let run: ImportRun;

  beforeEach(async () => {
    run = await ImportRun.start();
  });
  afterEach(() => run.stop());

  const addShop = () => {
    run.others.push(workload('shop', 'shop-team'));
    run.estate.addGroup('rg-shop-prod-weu', {
      tags: { Workload: 'Shop', environment: 'Production' },
    });
    const plan = run.estate.add(
      'rg-shop-prod-weu/Microsoft.Web/serverfarms/asp-shop',
    );
    const logs = run.estate.add(
      'rg-shop-prod-weu/Microsoft.OperationalInsights/workspaces/log-shop',
    );
    const insights = run.estate.add(
      'rg-shop-prod-weu/Microsoft.Insights/components/appi-shop',
      { properties: { WorkspaceResourceId: logs.id.toUpperCase() } },
    );
    const site = run.estate.add(
      'rg-shop-prod-weu/Microsoft.Web/sites/app-shop',
      {
        kind: 'app,linux',
        tags: {
          owner: 'Web Team',
          stamp: 'shop-prod-westeurope-001',
          prefix: 'a1b2',
          'hidden-link: /app-insights-resource-id': insights.id,
          'cost centre': '4711 & more',
        },
        properties: {
          serverFarmId: plan.id,
          virtualNetworkSubnetId: null,
        },
      },
    );
    return { plan, logs, insights, site };
  };

  it('gives resources the words, places and relations that Azure says', async () => {
    const { site } = addShop();
    const report = await run.run();
    expect(report).toMatchObject({
      outcome: 'applied',
      completeAt: '2026-11-21T12:00:00.000Z',
      listed: { subscriptions: 1, resourceGroups: 1, resources: 4 },
      added: { count: 4 },
      unknownRefs: {
        items: [
          {
            entityRef: 'resource:default/shop-prod-westeurope-001',
            resources: 1,
          },
        ],
      },
    });
    const ref = (title: string) =>
      `resource:default/${run.entity(title).metadata.name}`;
    expect(run.entity('app-shop')).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        namespace: 'default',
        name: expect.stringMatching(/^app-shop-[0-9a-f]{8}$/),
        title: 'app-shop',
        description: 'In resource group rg-shop-prod-weu of Azure',
        labels: {
          'tag.azure.com/prefix': 'a1b2',
          'tag.azure.com/stamp': 'shop-prod-westeurope-001',
        },
        annotations: {
          'backstage.io/managed-by-location': 'plumbline-azure:production',
          'backstage.io/managed-by-origin-location':
            'plumbline-azure:production',
          'management.azure.com/resourceId': site.id,
          'management.azure.com/subscriptionId': SUBSCRIPTION,
          'management.azure.com/location': 'westeurope',
          'management.azure.com/type': 'microsoft.web/sites',
          'management.azure.com/tags':
            '{"cost centre":"4711 & more","owner":"Web Team","prefix":"a1b2","stamp":"shop-prod-westeurope-001"}',
          'plumbline.io/region': 'westeurope',
          'plumbline.io/scope': 'stamp',
          'plumbline.io/environment': 'prod',
          'plumbline.io/release-unit': 'a1b2',
        },
        links: [
          {
            url: `https://portal.azure.com/#resource${site.id}`,
            title: 'Azure portal',
          },
        ],
      },
      spec: {
        type: 'web-app',
        owner: 'group:default/web-team',
        system: 'system:default/shop',
        dependsOn: [ref('asp-shop')],
        dependencyOf: ['resource:default/shop-prod-westeurope-001'],
        sendsTelemetryTo: [ref('appi-shop')],
      },
    });
    expect(run.entity('appi-shop').spec).toMatchObject({
      type: 'application-insights',
      owner: 'group:default/shop-team',
      dependsOn: [ref('log-shop')],
      sendsTelemetryTo: [ref('log-shop')],
    });
  });

  it('follows changes and deletions, and says whose workload lost something', async () => {
    const { logs, site } = addShop();
    await run.run();
    run.estate.remove(logs);
    site.kind = 'functionapp,linux';
    const report = await run.run();
    expect(report).toMatchObject({
      added: { count: 0 },
      removed: { count: 1, items: [{ resourceId: logs.id }] },
      unchanged: 1,
    });
    expect(report.changed.items.flatMap(({ fields }) => fields)).toEqual(
      expect.arrayContaining([
        { field: 'spec.type', from: 'web-app', to: 'function-app' },
        { field: 'spec.dependsOn', from: expect.stringContaining('log-shop') },
      ]),
    );
    expect(run.own.size).toBe(3);
    expect(run.told).toEqual(['system:default/shop']);
  });

  it('changes nothing in a dry run, and says what it would do', async () => {
    addShop();
    expect(await run.run({ dryRun: true })).toMatchObject({
      outcome: 'dry-run',
      added: { count: 4 },
    });
    expect(run.mutations).toBe(0);
    await run.run();
    expect(
      await run.run({ dryRun: true, withoutTypes: ['Microsoft.Web/sites'] }),
    ).toMatchObject({
      added: { count: 0 },
      removed: { count: 1, items: [{ type: 'web-app' }] },
      unchanged: 3,
    });
    expect(run.own.size).toBe(4);
  });

  it('reads all pages, also when every third call is one too many', async () => {
    run.estate.pageSize = 10;
    for (let i = 0; i < 95; i++) {
      run.estate.add(`rg-shop/Microsoft.KeyVault/vaults/kv-${i}`);
    }
    let calls = 0;
    run.estate.intercept = () =>
      ++calls % 3 === 0
        ? {
            status: 429,
            headers: { 'x-ms-user-quota-resets-after': '00:00:00' },
            body: { error: { code: 'RateLimiting', message: '' } },
          }
        : undefined;
    expect(await run.run()).toMatchObject({
      outcome: 'applied',
      added: { count: 95 },
    });
    expect(run.own.size).toBe(95);
  });

  describe('leaves the catalog as it is when', () => {
    const fill = async (section?: object) => {
      for (let i = 0; i < 30; i++) {
        run.estate.add(`rg-shop/Microsoft.KeyVault/vaults/kv-${i}`);
      }
      await run.run(section);
      expect(run.own.size).toBe(30);
      run.now = new Date('2026-11-21T13:00:00Z');
      run.estate.pageSize = 10;
    };
    const after = async (section?: object, signal?: AbortSignal) => {
      const { outcome, reason, completeAt } = await run.run(section, signal);
      const { mutations, own } = run;
      return { outcome, reason, completeAt, mutations, entities: own.size };
    };
    const stopped = (reason: RegExp) => ({
      outcome: 'stopped',
      reason: expect.stringMatching(reason),
      completeAt: '2026-11-21T12:00:00.000Z',
      mutations: 1,
      entities: 30,
    });

    it('a later page is refused', async () => {
      await fill();
      run.estate.intercept = ({ question }) =>
        question?.options?.$skipToken
          ? {
              status: 403,
              body: { error: { code: 'AccessDenied', message: 'secret' } },
            }
          : undefined;
      expect(await after()).toEqual(
        stopped(
          /^The portal may not look at Azure Resource Graph: its identity needs the role Reader on what the import names$/,
        ),
      );
    });

    it('a page repeats', async () => {
      await fill();
      const rows = run.estate.resources.map(({ id }) => ({ id }));
      run.estate.intercept = ({ question }) =>
        question?.query.startsWith('resources')
          ? {
              body: {
                totalRecords: 30,
                count: 10,
                resultTruncated: 'false',
                data: rows.slice(0, 10),
                $skipToken: 'again',
              },
            }
          : undefined;
      expect(await after()).toEqual(stopped(/repeats its pages/));
    });

    it.each([
      ['false' as const, 30, /lists less than it says there is \(10 of 30\)/],
      ['true' as const, 10, /lists less than it says there is \(no further/],
    ])(
      'pages end too early: truncated %s',
      async (truncated, total, reason) => {
        await fill();
        const rows = run.estate.resources.map(({ id }) => ({ id }));
        run.estate.intercept = ({ question }) =>
          question?.query.startsWith('resources')
            ? {
                body: {
                  totalRecords: total,
                  count: 10,
                  resultTruncated: truncated,
                  data: rows.slice(0, 10),
                },
              }
            : undefined;
        expect(await after()).toEqual(stopped(reason));
      },
    );

    it('there is more than may be listed', async () => {
      await fill();
      expect(await after({ atMost: 29 })).toEqual(
        stopped(/30, and 29 may be listed/),
      );
    });

    it('an answer is no list', async () => {
      await fill();
      run.estate.intercept = () => ({ body: { totalRecords: 1, data: {} } });
      expect(await after()).toEqual(
        stopped(/did not answer as Azure documents/),
      );
    });

    it('a subscription is no longer listed', async () => {
      run.estate.addSubscription(OTHER);
      const section = { subscriptions: [SUBSCRIPTION, OTHER] };
      await fill(section);
      run.estate.hidden.add(OTHER);
      expect(await after(section)).toEqual(
        stopped(new RegExp(`does not list subscription ${OTHER}`)),
      );
    });

    it('a subscription is gone from a management group, until it is said to be gone', async () => {
      run.estate.addSubscription(OTHER);
      run.estate.managementGroups.set('mg-shop', [SUBSCRIPTION, OTHER]);
      run.estate.add('rg-old/Microsoft.Cache/redis/r', {}, OTHER);
      run.estate.pageSize = 1_000;
      const section = { subscriptions: [], managementGroups: ['mg-shop'] };
      for (let i = 0; i < 29; i++) {
        run.estate.add(`rg-shop/Microsoft.KeyVault/vaults/kv-${i}`);
      }
      await run.run(section);
      run.estate.managementGroups.set('mg-shop', [SUBSCRIPTION]);
      expect(await after(section)).toEqual(
        stopped(/does not list subscription/),
      );
      const report = await run.run({ ...section, goneSubscriptions: [OTHER] });
      expect(report).toMatchObject({ removed: { count: 1 } });
      expect(run.own.size).toBe(29);
    });

    it('most of it would go, until that is allowed', async () => {
      await fill();
      run.estate.resources.splice(0, 16);
      expect(await after()).toEqual(
        stopped(
          /^16 of 30 entities would be removed, which is more than removeAtMost \(50 %\) allows$/,
        ),
      );
      await run.run({ removeAtMost: 60 });
      expect(run.own.size).toBe(14);
    });

    it('the back end stops', async () => {
      await fill();
      const stop = new AbortController();
      run.estate.intercept = () => {
        stop.abort(new Error('The back end stops'));
        return undefined;
      };
      expect(await after({}, stop.signal)).toEqual(
        stopped(/^The back end stops$/),
      );
    });
  });

  it('does not lose what was on no page because pages shifted', async () => {
    for (let i = 0; i < 20; i++) {
      run.estate.add(`rg-shop/Microsoft.KeyVault/vaults/kv-${i}`);
    }
    await run.run();
    const [overlooked] = run.estate.resources.slice(5, 6);
    run.estate.intercept = ({ question }) => {
      if (
        question?.query.includes('where type') &&
        question.query.startsWith('resources')
      ) {
        run.estate.remove(overlooked);
      } else if (question?.query.includes('where id')) {
        run.estate.resources.push(overlooked);
      }
      return undefined;
    };
    expect(await run.run()).toMatchObject({
      removed: { count: 0 },
      unchanged: 20,
    });
  });

  it('leaves entities that others keep as they are, and leads relations to them', async () => {
    const { plan } = addShop();
    run.others.push({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'our-plan',
        annotations: {
          'management.azure.com/resourceId': `${plan.id.toUpperCase()}/`,
        },
      },
      spec: { type: 'app-service-plan', owner: 'shop-team' },
    } as any);
    const report = await run.run();
    expect(report).toMatchObject({
      added: { count: 3 },
      elsewhere: {
        items: [
          { resourceId: plan.id, entityRef: 'resource:default/our-plan' },
        ],
      },
    });
    expect(run.entity('app-shop').spec?.dependsOn).toEqual([
      'resource:default/our-plan',
    ]);
  });

  it('keeps resources of one name apart', async () => {
    const path = 'Microsoft.Web/serverfarms/asp-shop';
    run.estate.addSubscription(OTHER);
    run.estate.add(`rg-a/${path}`);
    const section = { subscriptions: [SUBSCRIPTION, OTHER] };
    await run.run(section);
    const [first] = run.own.keys();
    run.estate.add(`rg-b/${path}`);
    run.estate.add(`rg-a/${path}`, {}, OTHER);
    await run.run(section);
    expect(run.own.size).toBe(3);
    expect([...run.own.keys()]).toContain(first);
  });

  it('says what a tag does not mean, and takes the next best', async () => {
    run.estate.add('rg-shop/Microsoft.Cache/redis/redis-shop', {
      tags: { owner: 'ann@example.com' },
    });
    const report = await run.run();
    expect(report.notes.items).toEqual([
      {
        resourceId: expect.stringContaining('redis-shop'),
        text: "owner: 'ann@example.com' names nothing that can be in the catalog",
      },
    ]);
    expect(run.entity('redis-shop').spec?.owner).toBe('group:default/platform');
  });

  it('asks groups by their names, and translates what they say', async () => {
    run.estate.addGroup('RG-IEB-prod', {});
    run.estate.addGroup('MC_cluster', { managedBy: '/subscriptions/x' });
    run.estate.add('RG-IEB-prod/Microsoft.Cache/redis/redis-ieb');
    run.estate.add('MC_cluster/Microsoft.Compute/disks/node');
    run.estate.add('rg-other/Microsoft.Cache/redis/redis-other');
    await run.run({
      workload: {
        resourceGroup: '^rg-(?<value>[a-z]+)-',
        values: [{ said: 'IEB', means: 'system:default/ie-bank' }],
      },
      onlyWorkloads: true,
    });
    expect([...run.own.values()].map(({ spec }) => spec?.system)).toEqual([
      'system:default/ie-bank',
    ]);
  });

  describe('diagnostic settings', () => {
    const section = { diagnosticSettings: { atMost: 2 } };
    const addVaults = () => {
      const logs = run.estate.add(
        'rg-shop/Microsoft.OperationalInsights/workspaces/log-shop',
      );
      const vaults = ['a', 'b', 'c'].map(name =>
        run.estate.add(`rg-shop/Microsoft.KeyVault/vaults/kv-${name}`),
      );
      for (const { id } of vaults) {
        run.estate.settings.set(id.toLowerCase(), [
          {
            id: `${id}/providers/microsoft.insights/diagnosticSettings/all`,
            name: 'all',
            type: 'Microsoft.Insights/diagnosticSettings',
            properties: {
              workspaceId: logs.id,
              logs: [{ categoryGroup: 'allLogs', enabled: true }],
            },
          },
        ]);
      }
      return vaults;
    };
    const senders = () =>
      [...run.own.values()].filter(({ spec }) => spec?.sendsTelemetryTo).length;
    const reads = () => run.estate.calls.filter(({ question }) => !question);

    it('are read so many a run, and then once a day', async () => {
      addVaults();
      expect(await run.run(section)).toMatchObject({
        telemetry: { known: 2, waiting: 2 },
      });
      expect(senders()).toBe(2);
      expect(await run.run(section)).toMatchObject({
        telemetry: { known: 4, waiting: 0 },
      });
      expect(senders()).toBe(3);
      await run.run(section);
      expect(reads()).toHaveLength(4);
      run.now = new Date('2026-11-22T12:00:01Z');
      await run.run({ diagnosticSettings: {} });
      expect(reads()).toHaveLength(8);
    });

    it('stay as they were when they cannot be read', async () => {
      const [vault] = addVaults();
      await run.run({ diagnosticSettings: {} });
      expect(senders()).toBe(3);
      run.now = new Date('2026-11-22T12:00:01Z');
      run.estate.settings.delete(vault.id.toLowerCase());
      run.estate.intercept = ({ question }) =>
        question ? undefined : { status: 403, body: { code: 'x' } };
      expect(await run.run({ diagnosticSettings: {} })).toMatchObject({
        outcome: 'applied',
        telemetry: {
          known: 4,
          waiting: 4,
          reason:
            'The portal may not look at Azure Resource Manager (diagnostic settings): its identity needs the role Reader',
        },
      });
      expect(senders()).toBe(3);
    });
  });
});
