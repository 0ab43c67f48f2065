import { ConfigReader } from '@backstage/config';
import {
  GROUP,
  SUBSCRIPTION,
  WORKSPACE,
} from './__testUtils__/AzureMonitorServer';
import { readAzureMonitorConfig } from './readAzureMonitorConfig';
import { whyNotApproved } from './workspaces/ApprovedWorkspaces';

describe('readAzureMonitorConfig', () => {
  const read = (azureMonitor?: object) =>
    readAzureMonitorConfig(
      new ConfigReader(azureMonitor ? { slo: { azureMonitor } as any } : {}),
    );

  it('works without any', () => {
    expect(read()).toMatchObject({
      authorityHost: 'https://login.microsoftonline.com',
      credential: { kind: 'default' },
      logs: {
        endpoint: 'https://api.loganalytics.io/v1',
        audience: 'https://api.loganalytics.io',
        delaySeconds: 300,
        timeoutMs: 180_000,
        dataSources: new Map(),
      },
      metrics: {
        audience: 'https://metrics.monitor.azure.com',
        delaySeconds: 180,
        timeoutMs: 30_000,
        dataSources: new Map(),
      },
    });
  });

  it('knows other clouds, and what is different from them', () => {
    const config = read({
      cloud: 'government',
      authorityHost: 'https://login.example.com/',
      logs: {
        delay: { minutes: 8 },
        timeout: '20m',
        dataSources: { shop: { workspaceId: WORKSPACE, retention: 'P90D' } },
      },
      metrics: {
        audience: 'https://metrics.example.com',
        dataSources: {
          shop: { region: 'usgovvirginia', scopes: [`${GROUP}/`] },
          all: {
            region: 'global',
            scopes: [`/subscriptions/${SUBSCRIPTION}`],
          },
        },
      },
    });
    expect(config).toMatchObject({
      authorityHost: 'https://login.example.com',
      logs: {
        endpoint: 'https://api.loganalytics.us/v1',
        delaySeconds: 480,
        // The service works for ten minutes at most.
        timeoutMs: 600_000,
      },
      metrics: { audience: 'https://metrics.example.com' },
    });
    expect(config.logs.dataSources.get('shop')).toEqual({
      name: 'shop',
      target: { workspaceId: WORKSPACE },
      retentionSeconds: 90 * 86_400,
    });
    expect(config.managementUrl).toBe('https://management.usgovcloudapi.net');
    expect(config.metrics.dataSources.get('shop')).toEqual({
      name: 'shop',
      endpoint: 'https://usgovvirginia.metrics.monitor.azure.us',
      scopes: [GROUP.toLowerCase()],
      scopesPlace: 'slo.azureMonitor.metrics.dataSources.shop.scopes',
    });
  });

  it('approves the workspaces of subscriptions, and none unless told', () => {
    expect(read().logs.approved).toEqual({ subscriptions: new Set() });
    const { approved } = read({
      logs: {
        subscriptions: [WORKSPACE.toUpperCase()],
        resourceGroups: ['rg-(shop).x-*'],
        workspaces: ['log-*-prod-*', 'log-all'],
      },
    }).logs;
    const place = {
      subscription: WORKSPACE,
      resourceGroup: 'RG-(shop).x-weu',
      name: 'log-shop-prod-weu-001',
    };
    const isApproved = (changes: object) =>
      whyNotApproved({ ...place, ...changes }, approved) === undefined;
    expect(isApproved({})).toBe(true);
    expect(isApproved({ name: 'LOG-ALL' })).toBe(true);
    expect(isApproved({ name: 'log-all-of-it' })).toBe(false);
    expect(isApproved({ name: 'a-log-shop-prod-weu' })).toBe(false);
    expect(isApproved({ resourceGroup: 'rg-(shop)ax-weu' })).toBe(false);
    expect(isApproved({ subscription: SUBSCRIPTION })).toBe(false);
  });

  const logs = (shop: object) => ({ logs: { dataSources: { shop } } });
  const metrics = (shop: object) => ({ metrics: { dataSources: { shop } } });
  it.each([
    [
      { cloud: 'german' },
      "cloud is 'german'; expected public, government, china",
    ],
    [{ credential: { kind: 'password' } }, "credential.kind is 'password'"],
    [{ credential: { kind: 'clientSecret' } }, 'credential.tenantId'],
    [
      { authorityHost: 'http://a' },
      'slo.azureMonitor.authorityHost must be an https URL',
    ],
    [
      { logs: { endpoint: 'http://a/v1' } },
      'logs.endpoint must be an https URL',
    ],
    [{ metrics: { endpoint: 'x' } }, 'metrics.endpoint must be an https URL'],
    [
      logs({}),
      "dataSources.shop must have either 'workspaceId' or 'resourceId'",
    ],
    [logs({ workspaceId: GROUP }), "expected the workspace's GUID"],
    [logs({ resourceId: GROUP }), 'resourceId is '],
    [
      { logs: { subscriptions: ['shop'] } },
      "slo.azureMonitor.logs.subscriptions[0] is 'shop'; expected a subscription's GUID",
    ],
    [
      { metrics: { subscriptions: [GROUP] } },
      'slo.azureMonitor.metrics.subscriptions[0] is ',
    ],
    [
      { logs: { subscriptions: [WORKSPACE], workspaces: ['log?'] } },
      "slo.azureMonitor.logs.workspaces[0] is 'log?'; expected a name, in which * stands for any characters",
    ],
    [
      { logs: { resourceGroups: ['rg-*'] } },
      'slo.azureMonitor.logs.resourceGroups narrows slo.azureMonitor.logs.subscriptions, which approves none',
    ],
    [
      metrics({ region: 'West Europe', scopes: [] }),
      'short name such as westeurope',
    ],
    [metrics({ region: 'global', scopes: ['/'] }), 'scopes[0] is '],
  ])('names the key of what is wrong: %j', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });
});
