import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  CredentialConfig,
  readHttpsUrl,
  readSignIn,
} from '@plumbline/plugin-azure-node';
import { CLOUDS } from './clouds';
import { REGION } from './metrics/MetricsDataSources';
import { RESOURCE_SCOPE, normalizeResourceId } from './metrics/resourceId';
import { readSubscriptions } from './readSubscriptions';
import {
  ApprovedWorkspaces,
  readApprovedWorkspaces,
} from './workspaces/ApprovedWorkspaces';

const MINUTE = 60;
const DAY = 86_400;
const MAX_LOGS_TIMEOUT = 10 * MINUTE;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Logs that may be asked: a workspace, or what Azure keeps about one resource. */
export interface LogsDataSource {
  name: string;
  /** Exactly one of the two. */
  target: { workspaceId: string } | { resourceId: string };
  /** Rows older than this are gone. */
  retentionSeconds: number;
}

/** Resources of one region whose metrics may be asked. */
export interface MetricsDataSource {
  name: string;
  /** With its region filled in. */
  endpoint: string;
  /** Resource IDs in lower case; what lies below one of them may be measured. */
  scopes: string[];
  /** Where the configuration says so. */
  scopesPlace: string;
}

/** What both sources have. */
export interface AzureApi<DataSource> {
  audience: string;
  delaySeconds: number;
  timeoutMs: number;
  dataSources: Map<string, DataSource>;
}

/** The section `slo.azureMonitor`. */
export interface AzureMonitorConfig {
  authorityHost: string;
  credential: CredentialConfig;
  /** Azure Resource Manager, which knows the workspaces of subscriptions. */
  managementUrl: string;
  logs: AzureApi<LogsDataSource> & {
    endpoint: string;
    approved: ApprovedWorkspaces;
  };
  metrics: AzureApi<MetricsDataSource> & {
    /** With `{region}` to be filled in. */
    endpoint: string;
    /** GUIDs in lower case. */
    subscriptions: ReadonlySet<string>;
  };
}

/**
 * Reads `slo.azureMonitor`; none at all is fine.
 *
 * @throws InputError that names the key and says what is expected.
 */
export function readAzureMonitorConfig(root: Config): AzureMonitorConfig {
  const section = root.getOptionalConfig('slo.azureMonitor');
  const signIn = readSignIn(section, 'slo.azureMonitor');
  const cloud = CLOUDS[signIn.cloud];
  const logs = section?.getOptionalConfig('logs');
  const metrics = section?.getOptionalConfig('metrics');
  const metricsEndpoint = readHttpsUrl(
    metrics,
    'endpoint',
    'slo.azureMonitor.metrics',
    cloud.metricsEndpoint,
  );
  return {
    authorityHost: signIn.authorityHost,
    credential: signIn.credential,
    managementUrl: cloud.managementUrl,
    logs: {
      endpoint: readHttpsUrl(
        logs,
        'endpoint',
        'slo.azureMonitor.logs',
        cloud.logsEndpoint,
      ),
      audience: logs?.getOptionalString('audience') ?? cloud.logsAudience,
      delaySeconds: readSeconds(logs, 'delay', 5 * MINUTE),
      timeoutMs:
        Math.min(MAX_LOGS_TIMEOUT, readSeconds(logs, 'timeout', 3 * MINUTE)) *
        1_000,
      dataSources: readDataSources(logs, readLogsDataSource),
      approved: readApprovedWorkspaces(logs),
    },
    metrics: {
      endpoint: metricsEndpoint,
      subscriptions: readSubscriptions(metrics, 'slo.azureMonitor.metrics'),
      audience: metrics?.getOptionalString('audience') ?? cloud.metricsAudience,
      delaySeconds: readSeconds(metrics, 'delay', 3 * MINUTE),
      timeoutMs: readSeconds(metrics, 'timeout', 30) * 1_000,
      dataSources: readDataSources(metrics, (name, entry) =>
        readMetricsDataSource(name, entry, metricsEndpoint),
      ),
    },
  };
}

function readDataSources<T>(
  section: Config | undefined,
  read: (name: string, entry: Config) => T,
): Map<string, T> {
  const entries = section?.getOptionalConfig('dataSources');
  return new Map(
    (entries?.keys() ?? []).map(name => [
      name,
      read(name, entries!.getConfig(name)),
    ]),
  );
}

function readLogsDataSource(name: string, entry: Config): LogsDataSource {
  const key = `slo.azureMonitor.logs.dataSources.${name}`;
  const workspaceId = entry.getOptionalString('workspaceId');
  const resourceId = entry.getOptionalString('resourceId');
  const retentionSeconds = readSeconds(entry, 'retention', 30 * DAY);
  if ((workspaceId === undefined) === (resourceId === undefined)) {
    throw new InputError(
      `${key} must have either 'workspaceId' or 'resourceId'`,
    );
  }
  if (workspaceId !== undefined) {
    if (!GUID.test(workspaceId)) {
      throw new InputError(
        `${key}.workspaceId is '${workspaceId}'; expected the workspace's GUID. A path that starts with /subscriptions is a resourceId`,
      );
    }
    return { name, target: { workspaceId }, retentionSeconds };
  }
  const normalized = normalizeResourceId(resourceId!);
  if (!normalized) {
    throw new InputError(
      `${key}.resourceId is '${resourceId}'; expected /subscriptions/<GUID>/resourceGroups/<name>/providers/<type>/<name>`,
    );
  }
  return { name, target: { resourceId: normalized }, retentionSeconds };
}

function readMetricsDataSource(
  name: string,
  entry: Config,
  endpoint: string,
): MetricsDataSource {
  const key = `slo.azureMonitor.metrics.dataSources.${name}`;
  const region = entry.getString('region');
  if (!REGION.test(region)) {
    throw new InputError(
      `${key}.region is '${region}'; expected a region's short name such as westeurope, or global`,
    );
  }
  const scopes = entry.getStringArray('scopes').map((scope, index) => {
    const trimmed = scope.replace(/\/+$/, '').toLowerCase();
    if (!RESOURCE_SCOPE.test(trimmed)) {
      throw new InputError(
        `${key}.scopes[${index}] is '${scope}'; expected the resource ID of a subscription, resource group or resource`,
      );
    }
    return trimmed;
  });
  return {
    name,
    endpoint: endpoint.replace('{region}', region),
    scopes,
    scopesPlace: `${key}.scopes`,
  };
}

function readSeconds(
  section: Config | undefined,
  key: string,
  fallback: number,
): number {
  return section?.has(key)
    ? durationToMilliseconds(readDurationFromConfig(section, { key })) / 1_000
    : fallback;
}
