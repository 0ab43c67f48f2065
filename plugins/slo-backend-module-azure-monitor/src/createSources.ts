import { TokenCredential } from '@azure/core-auth';
import {
  PipelinePolicy,
  createDefaultHttpClient,
} from '@azure/core-rest-pipeline';
import { LogsQueryClient } from '@azure/monitor-query-logs';
import { MetricsClient } from '@azure/monitor-query-metrics';
import { RestReader, createCredential } from '@plumbline/plugin-azure-node';
import {
  AzureConnection,
  CLIENT_OPTIONS,
  REAL_SURROUNDINGS,
  Surroundings,
} from './azure/AzureConnection';
import { AzureLogsSource } from './kql/AzureLogsSource';
import { LogsDataSources } from './kql/LogsDataSources';
import { LogsReader } from './kql/LogsReader';
import { AzureMetricsSource } from './metrics/AzureMetricsSource';
import { MetricsDataSources } from './metrics/MetricsDataSources';
import { MetricsReader } from './metrics/MetricsReader';
import { AzureMonitorConfig } from './readAzureMonitorConfig';
import {
  SubscriptionWorkspaces,
  WORKSPACES_PATH,
} from './workspaces/SubscriptionWorkspaces';

/** Calls under way together, for each endpoint. */
const LOGS_CALLS = 2;
const METRICS_CALLS = 4;
/** For the list of a subscription's workspaces, with its tries again: a round of reading waits for it. */
const LIST_TIMEOUT_MS = 10_000;

/** Both sources. Nobody signs in before something is asked. */
export function createSources(
  config: AzureMonitorConfig,
  options: {
    surroundings?: Surroundings;
    credential?: () => TokenCredential;
    /** Certificates that are trusted instead of the usual ones. */
    tlsOptions?: { ca: string };
    /** A further step next to the network, on the way to Resource Manager. */
    network?: PipelinePolicy;
  } = {},
): { logs: AzureLogsSource; metrics: AzureMetricsSource } {
  const { surroundings = REAL_SURROUNDINGS, tlsOptions } = options;
  const credential =
    options.credential ??
    (() =>
      createCredential(config.credential, {
        authorityHost: config.authorityHost,
      }));
  const clientOptions = (audience: string) => ({
    ...CLIENT_OPTIONS,
    tlsOptions,
    credentials: { scopes: [`${audience}/.default`] },
  });
  const now = () => surroundings.now();
  const { approved, dataSources, delaySeconds } = config.logs;
  const workspaces =
    approved.subscriptions.size > 0
      ? new SubscriptionWorkspaces({
          subscriptions: approved.subscriptions,
          management: new RestReader(config.managementUrl, {
            credential: credential(),
            httpClient: createDefaultHttpClient(),
            network: options.network,
            paths: WORKSPACES_PATH,
            timeoutMs: Math.min(LIST_TIMEOUT_MS, config.logs.timeoutMs),
          }),
          now,
        })
      : undefined;
  return {
    logs: new AzureLogsSource({
      delaySeconds,
      dataSources: new LogsDataSources({
        configured: dataSources,
        approved,
        workspaces,
      }),
      now,
      reader: new LogsReader(
        new AzureConnection({
          createClient: token =>
            new LogsQueryClient(token, {
              ...clientOptions(config.logs.audience),
              endpoint: config.logs.endpoint,
            }),
          createCredential: credential,
          timeoutMs: config.logs.timeoutMs,
          atOnce: LOGS_CALLS,
          surroundings,
        }),
        // The service gives up first, so that one slow query does not fail those that share its call.
        Math.ceil((config.logs.timeoutMs * 0.8) / 1_000),
      ),
    }),
    metrics: new AzureMetricsSource({
      delaySeconds: config.metrics.delaySeconds,
      dataSources: new MetricsDataSources({
        configured: config.metrics.dataSources,
        endpoint: config.metrics.endpoint,
        subscriptions: config.metrics.subscriptions,
      }),
      now,
      readerOf: endpoint =>
        new MetricsReader(
          new AzureConnection({
            createClient: token =>
              new MetricsClient(
                endpoint,
                token,
                clientOptions(config.metrics.audience),
              ),
            createCredential: credential,
            timeoutMs: config.metrics.timeoutMs,
            atOnce: METRICS_CALLS,
            surroundings,
          }),
        ),
    }),
  };
}
