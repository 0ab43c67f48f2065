import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { SignIn, readHttpsUrl, readSignIn } from '@plumbline/plugin-azure-node';
import { isClusterName, isNamespaceName } from '../catalog/NamespaceUse';
import { Cluster } from '../cluster/Cluster';

const PLACE = 'secretExpiry.kubernetes';
const DEFAULT_TIMEOUT_MS = 60_000;
/** A stopped scan goes on where it was. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { hours: 1 },
  initialDelay: { seconds: 30 },
};
/** Where Kubernetes puts what a pod signs in with. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const EVERY_NAMESPACE = '*';

/** How the portal signs in to a cluster. */
export type ClusterAuth =
  | { kind: 'token'; tokenFile: string }
  /** With a token of Microsoft Entra ID, by `secretExpiry.azure`. */
  | { kind: 'azure' };

/** A cluster of the configuration. */
export interface ClusterConfig {
  cluster: Cluster;
  auth: ClusterAuth;
  /** Which sources look there. */
  certManager: boolean;
  tlsSecrets: boolean;
}

/** What `secretExpiry.kubernetes` says. */
export interface KubernetesConfig {
  clusters: ClusterConfig[];
  azure: SignIn;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** For one page of a list with its tries again. */
  timeoutMs: number;
}

/**
 * Reads `secretExpiry.kubernetes`; none is fine, and has no clusters.
 *
 * @param environment - where a pod is told of the API server of its cluster.
 * @throws InputError that names the key and says what is expected.
 */
export function readKubernetesConfig(
  root: Config,
  environment: NodeJS.ProcessEnv = process.env,
): KubernetesConfig {
  const section = root.getOptionalConfig(PLACE);
  const entries = section?.getOptionalConfigArray('clusters') ?? [];
  const clusters = entries.map((entry, index) =>
    readCluster(entry, `${PLACE}.clusters[${index}]`, environment),
  );
  const names = clusters.map(({ cluster }) => cluster.name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw new InputError(`${PLACE}.clusters names ${twice} more than once`);
  }
  return {
    clusters,
    azure: readSignIn(
      root.getOptionalConfig('secretExpiry.azure'),
      'secretExpiry.azure',
    ),
    schedule: section?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          section.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    timeoutMs: readTimeout(section),
  };
}

function readCluster(
  entry: Config,
  place: string,
  environment: NodeJS.ProcessEnv,
): ClusterConfig {
  const name = entry.getString('name');
  if (!isClusterName(name)) {
    throw new InputError(
      `${place}.name is '${name}'; expected letters, digits, dots, dashes and underscores`,
    );
  }
  const certManager = entry.getOptionalBoolean('certManager') ?? true;
  const tlsSecrets = entry.getOptionalBoolean('tlsSecrets') ?? false;
  if (!certManager && !tlsSecrets) {
    throw new InputError(
      `${place} has neither certManager nor tlsSecrets; expected one of them, or no such cluster`,
    );
  }
  const kind = entry.getString('auth.kind');
  const isOwn = kind === 'serviceAccount';
  return {
    cluster: {
      name,
      url: readUrl(entry, place, isOwn ? environment : undefined),
      ca: readAuthorities(entry, place, isOwn),
      namespaces: readNamespaces(entry, place),
    },
    auth: readAuth(entry, kind, place),
    certManager,
    tlsSecrets,
  };
}

function readUrl(
  entry: Config,
  place: string,
  environment: NodeJS.ProcessEnv | undefined,
): string {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } =
    environment ?? {};
  if (!entry.has('url') && environment && !host) {
    throw new InputError(
      `${place}.url is missing; the portal does not run in a cluster, which would say it`,
    );
  }
  const inside = host?.includes(':') ? `[${host}]` : host;
  const url = readHttpsUrl(
    entry,
    'url',
    place,
    environment ? `https://${inside}:${port ?? 443}` : '',
  );
  const { username, password, search, hash } = new URL(url);
  if (username || password || search || hash) {
    throw new InputError(
      `${place}.url must be an https URL without a user, a query and a fragment`,
    );
  }
  return url;
}

function readAuthorities(
  entry: Config,
  place: string,
  isOwn: boolean,
): string | undefined {
  const file =
    entry.getOptionalString('ca') ??
    (isOwn ? `${SERVICE_ACCOUNT}/ca.crt` : undefined);
  if (file === undefined) return undefined;
  const text = readText(file);
  if (!text?.includes('-----BEGIN CERTIFICATE-----')) {
    throw new InputError(
      `${place}.ca must be a PEM file with certificates that can be read`,
    );
  }
  return text;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch {
    return undefined;
  }
}

function readNamespaces(entry: Config, place: string): Cluster['namespaces'] {
  const names = entry.getStringArray('namespaces');
  if (names.length === 1 && names[0] === EVERY_NAMESPACE) return 'all';
  names.forEach((name, index) => {
    if (!isNamespaceName(name)) {
      throw new InputError(
        `${place}.namespaces[${index}] is '${name}'; expected the name of a namespace, or '${EVERY_NAMESPACE}' alone for all`,
      );
    }
  });
  if (names.length === 0) {
    throw new InputError(`${place}.namespaces is empty; expected at least one`);
  }
  return [...new Set(names)];
}

function readAuth(entry: Config, kind: string, place: string): ClusterAuth {
  switch (kind) {
    case 'token':
      return { kind, tokenFile: resolve(entry.getString('auth.tokenFile')) };
    case 'serviceAccount':
      return { kind: 'token', tokenFile: `${SERVICE_ACCOUNT}/token` };
    case 'azure':
      return { kind };
    default:
      throw new InputError(
        `${place}.auth.kind is '${kind}'; expected azure, serviceAccount or token`,
      );
  }
}

function readTimeout(section: Config | undefined): number {
  if (!section?.has('timeout')) return DEFAULT_TIMEOUT_MS;
  const milliseconds = durationToMilliseconds(
    readDurationFromConfig(section, { key: 'timeout' }),
  );
  if (milliseconds < 1) {
    throw new InputError(`${PLACE}.timeout must be longer than nothing`);
  }
  return milliseconds;
}
