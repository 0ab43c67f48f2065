import { TokenCredential } from '@azure/core-auth';
import { LogsQueryClient } from '@azure/monitor-query-logs';
import { MetricsClient } from '@azure/monitor-query-metrics';
import { createCredential } from '@plumbline/plugin-azure-node';
import {
  AzureConnection,
  CLIENT_OPTIONS,
  REAL_SURROUNDINGS,
  Surroundings,
} from './azure/AzureConnection';
import { AzureLogsSource } from './kql/AzureLogsSource';
import { LogsReader } from './kql/LogsReader';
import { AzureMetricsSource } from './metrics/AzureMetricsSource';
import { MetricsReader } from './metrics/MetricsReader';
import { AzureMonitorConfig } from './readAzureMonitorConfig';

/** Calls under way together, for each endpoint. */
const LOGS_CALLS = 2;
const METRICS_CALLS = 4;

/** Both sources. Nobody signs in before something is asked. */
export function createSources(
  config: AzureMonitorConfig,
  options: {
    surroundings?: Surroundings;
    credential?: () => TokenCredential;
    /** Certificates that are trusted instead of the usual ones. */
    tlsOptions?: { ca: string };
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
  return {
    logs: new AzureLogsSource({
      api: config.logs,
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
      api: config.metrics,
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
