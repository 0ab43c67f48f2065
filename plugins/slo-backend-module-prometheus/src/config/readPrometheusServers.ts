import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { CredentialConfig } from '@plumbline/plugin-azure-node';
import { SCRAPE_SECONDS } from '@plumbline/plugin-slo-common';
import {
  EntraSettings,
  PrometheusServer,
  ServerIdentity,
  TlsFiles,
} from './PrometheusServer';

const DAY = 86_400;
const MEGABYTE = 1_000_000;

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_SCRAPE_MS = SCRAPE_SECONDS * 1_000;
/** A scrape that is under way when a slice ends is in the answer then. */
const DEFAULT_DELAY_MS = 30_000;
const DEFAULT_CONCURRENCY = 4;
const DEFAULT_SERIES_PER_REQUEST = 25;
const DEFAULT_MAX_RESPONSE_MEGABYTES = 32;
const DEFAULT_TENANT_HEADER = 'X-Scope-OrgID';

/** What Azure Monitor managed Prometheus takes tokens for. */
const AZURE_SCOPE = 'https://prometheus.monitor.azure.com/.default';
/** It allows 32 days for one query, range selectors included, and one metric. */
const AZURE_MAX_RANGE_SECONDS = 31 * DAY;

/**
 * Reads `slo.prometheus`; none at all is fine.
 *
 * @throws InputError that names the key.
 */
export function readPrometheusServers(
  config: Config,
): Map<string, PrometheusServer> {
  const section = config.getOptionalConfig('slo.prometheus');
  return new Map(
    (section?.keys() ?? []).map(name => [
      name,
      readServer(name, section!.getConfig(name)),
    ]),
  );
}

function readServer(name: string, entry: Config): PrometheusServer {
  const key = `slo.prometheus.${name}`;
  const milliseconds = (child: string, otherwise: number) =>
    entry.has(child)
      ? durationToMilliseconds(readDurationFromConfig(entry, { key: child }))
      : otherwise;
  const positive = (child: string, otherwise: number) => {
    const value = entry.getOptionalNumber(child) ?? otherwise;
    if (!Number.isInteger(value) || value < 1) {
      throw new InputError(`${key}.${child} must be a whole number from 1 on`);
    }
    return value;
  };
  const url = readUrl(key, entry.getString('url'));
  const identity = readIdentity(key, entry);
  const azure = identity.kind === 'entra';
  if (azure && !isSafe(url)) {
    throw new InputError(
      `${key}.url must be an https URL, since a token of Entra ID is sent there`,
    );
  }
  const scrapeMs = milliseconds('scrapeInterval', DEFAULT_SCRAPE_MS);
  if (scrapeMs < 1_000) {
    throw new InputError(
      `${key}.scrapeInterval must be a second or more, such as { seconds: 15 }`,
    );
  }
  return {
    name,
    url: url.href.replace(/\/+$/, ''),
    identity,
    tenant: readTenant(key, entry),
    tls: readTls(key, entry.getOptionalConfig('tls')),
    timeoutMs: milliseconds('timeout', DEFAULT_TIMEOUT_MS),
    delaySeconds: Math.ceil(milliseconds('delay', DEFAULT_DELAY_MS) / 1_000),
    scrapeSeconds: Math.ceil(scrapeMs / 1_000),
    concurrency: positive('concurrency', DEFAULT_CONCURRENCY),
    seriesPerRequest: positive(
      'seriesPerRequest',
      azure ? 1 : DEFAULT_SERIES_PER_REQUEST,
    ),
    maxRangeSeconds: azure ? AZURE_MAX_RANGE_SECONDS : Infinity,
    maxResponseBytes:
      positive('maxResponseMegabytes', DEFAULT_MAX_RESPONSE_MEGABYTES) *
      MEGABYTE,
  };
}

function readUrl(key: string, text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InputError(`${key}.url must be an http or https URL`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new InputError(
      `${key}.url must be without user, password, query and fragment; credentials go to ${key}.basic`,
    );
  }
  return url;
}

function isSafe({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' ||
    ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  );
}

function readIdentity(key: string, entry: Config): ServerIdentity {
  const given = ['token', 'basic', 'azure'].filter(child => entry.has(child));
  if (given.length > 1) {
    throw new InputError(
      `${key} must have one of token, basic and azure, not ${given.join(
        ' and ',
      )}`,
    );
  }
  switch (given[0]) {
    case 'token':
      return { kind: 'token', token: entry.getString('token') };
    case 'basic':
      return {
        kind: 'basic',
        username: entry.getString('basic.username'),
        password: entry.getString('basic.password'),
      };
    case 'azure':
      return { kind: 'entra', entra: readEntra(key, entry.getConfig('azure')) };
    default:
      return { kind: 'none' };
  }
}

function readEntra(key: string, entry: Config): EntraSettings {
  return {
    credential: readCredential(key, entry),
    authorityHost: entry.getOptionalString('authorityHost'),
    scope: entry.getOptionalString('scope') ?? AZURE_SCOPE,
  };
}

function readCredential(key: string, entry: Config): CredentialConfig {
  const tenantId = entry.getOptionalString('tenantId');
  const clientId = entry.getOptionalString('clientId');
  const clientSecret = entry.getOptionalString('clientSecret');
  const tokenFile = entry.getOptionalString('tokenFile');
  if (clientSecret && tokenFile) {
    throw new InputError(
      `${key}.azure must have clientSecret or tokenFile, not both`,
    );
  }
  if (!clientSecret && !tokenFile) {
    return { kind: 'default', tenantId, clientId };
  }
  if (!(tenantId && clientId)) {
    throw new InputError(
      `${key}.azure must have tenantId and clientId beside ${
        clientSecret ? 'clientSecret' : 'tokenFile'
      }`,
    );
  }
  return clientSecret
    ? { kind: 'clientSecret', tenantId, clientId, clientSecret }
    : { kind: 'workloadIdentity', tenantId, clientId, tokenFile };
}

function readTenant(key: string, entry: Config): PrometheusServer['tenant'] {
  const value = entry.getOptionalString('tenant');
  if (value === undefined) return undefined;
  const header = entry.getOptionalString('tenantHeader');
  if (header !== undefined && !/^[A-Za-z0-9-]+$/.test(header)) {
    throw new InputError(
      `${key}.tenantHeader must be the name of a header, such as THANOS-TENANT`,
    );
  }
  return { header: header ?? DEFAULT_TENANT_HEADER, value };
}

function readTls(key: string, entry: Config | undefined): TlsFiles | undefined {
  if (!entry) return undefined;
  const file = (child: string) => {
    const written = entry.getOptionalString(child);
    if (written === undefined) return undefined;
    const path = resolve(written);
    try {
      accessSync(path, constants.R_OK);
    } catch {
      throw new InputError(
        `${key}.tls.${child} must be a file that can be read`,
      );
    }
    return path;
  };
  const tls: TlsFiles = {
    ca: file('ca'),
    certificate: file('certificate'),
    key: file('key'),
    serverName: entry.getOptionalString('serverName'),
  };
  if (Boolean(tls.certificate) !== Boolean(tls.key)) {
    throw new InputError(`${key}.tls must have both certificate and key`);
  }
  return tls;
}
