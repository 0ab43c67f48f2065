import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const DEFAULT_TIMEOUT_MS = 30_000;

/** A server that may be asked. */
export interface PrometheusServer {
  /** Name of the data source. */
  name: string;
  /** Without a slash at the end. */
  url: string;
  token?: string;
  tenant?: string;
  timeoutMs: number;
}

/**
 * Reads `slo.prometheus`; none at all is fine.
 *
 * @throws InputError that names the key.
 */
export function readPrometheusServers(
  config: Config,
): Map<string, PrometheusServer> {
  const section = config.getOptionalConfig('slo.prometheus');
  const servers = new Map<string, PrometheusServer>();
  for (const name of section?.keys() ?? []) {
    const entry = section!.getConfig(name);
    const url = entry.getString('url');
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new InputError(
        `slo.prometheus.${name}.url must be an http or https URL`,
      );
    }
    servers.set(name, {
      name,
      url: url.replace(/\/+$/, ''),
      token: entry.getOptionalString('token'),
      tenant: entry.getOptionalString('tenant'),
      timeoutMs: entry.has('timeout')
        ? durationToMilliseconds(
            readDurationFromConfig(entry, { key: 'timeout' }),
          )
        : DEFAULT_TIMEOUT_MS,
    });
  }
  return servers;
}
