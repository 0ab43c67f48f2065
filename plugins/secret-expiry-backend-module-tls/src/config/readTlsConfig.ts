import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { ROTATIONS } from '@plumbline/plugin-secret-expiry-common';
import { ENDPOINT_EXPECTED, hostOf, parseEndpoint } from '../endpoint/Endpoint';
import { EndpointUse } from '../endpoint/EndpointUse';
import { AddressPolicy } from '../target/AddressPolicy';
import { AllowList, AllowedTarget } from '../target/AllowList';

const DEFAULT_PORT = 443;
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_INTERVAL_MS = 3_600_000;
const DEFAULT_CONCURRENCY = 10;
/** As often as one that failed is tried again; a stopped scan goes on where it was. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 30 },
  initialDelay: { seconds: 15 },
};

/** What `secretExpiry.tls` says. */
export interface TlsConfig {
  uses: EndpointUse[];
  allowList: AllowList;
  policy: AddressPolicy;
  /** What decides whether and how an endpoint is looked at, so that a change of it is noticed. */
  rules: string;
  /** PEM, one certificate each. */
  authorities: string[];
  timeoutMs: number;
  intervalMs: number;
  concurrency: number;
  /** When it is seen which endpoints are due. */
  schedule: SchedulerServiceTaskScheduleDefinition;
}

/**
 * Reads `secretExpiry.tls`; none at all is fine, and allows nothing.
 *
 * @throws InputError that names the key.
 */
export function readTlsConfig(config: Config): TlsConfig {
  const section = config.getOptionalConfig('secretExpiry.tls');
  const targets = (section?.getOptionalConfigArray('allow') ?? []).map(
    readTarget,
  );
  const cidrs = section?.getOptionalStringArray('allowAddresses') ?? [];
  const authorities = (section?.getOptionalStringArray('ca') ?? []).flatMap(
    readAuthorities,
  );
  return {
    uses: (section?.getOptionalConfigArray('endpoints') ?? []).map(readUse),
    allowList: new AllowList(targets),
    policy: readPolicy(cidrs),
    rules: JSON.stringify([targets, cidrs, authorities]),
    authorities,
    timeoutMs: readMilliseconds(section, 'timeout', DEFAULT_TIMEOUT_MS),
    intervalMs: readMilliseconds(section, 'interval', DEFAULT_INTERVAL_MS),
    concurrency: readConcurrency(section),
    schedule: section?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          section.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
  };
}

function readUse(entry: Config, index: number): EndpointUse {
  const key = `secretExpiry.tls.endpoints[${index}]`;
  const endpoint = parseEndpoint(entry.getString('endpoint'));
  if (!endpoint) {
    throw new InputError(`${key}.endpoint must be ${ENDPOINT_EXPECTED}`);
  }
  const ref = (child: string, kind: string) => {
    const written = entry.getOptionalString(child);
    if (written === undefined) return undefined;
    try {
      return stringifyEntityRef(
        parseEntityRef(written, {
          defaultKind: kind,
          defaultNamespace: 'default',
        }),
      );
    } catch {
      throw new InputError(
        `${key}.${child} must be the ref of an entity, such as ${kind}:default/name`,
      );
    }
  };
  entry.getString('workload');
  const written = entry.getOptionalString('rotation');
  const rotation = ROTATIONS.find(each => each === written);
  if (written !== undefined && !rotation) {
    throw new InputError(`${key}.rotation must be ${ROTATIONS.join(' or ')}`);
  }
  const runbookUrl = entry.getOptionalString('runbookUrl');
  if (runbookUrl !== undefined && !/^https?:\/\/\S+$/.test(runbookUrl)) {
    throw new InputError(`${key}.runbookUrl must be an http or https URL`);
  }
  return {
    endpoint,
    workloadRef: ref('workload', 'system')!,
    entityRef: ref('entity', 'resource'),
    ownerRef: ref('owner', 'group'),
    stampRef: ref('stamp', 'resource'),
    rotation: rotation ?? 'manual',
    runbookUrl,
  };
}

function readTarget(entry: Config, index: number): AllowedTarget {
  const key = `secretExpiry.tls.allow[${index}]`;
  const written = entry.getString('host');
  const bare = written.replace(/^\*\./, '');
  const host =
    written === '*' || !/^[^\s/\\?#@%*]+$/.test(bare)
      ? undefined
      : hostOf(
          bare.includes(':') && !bare.startsWith('[') ? `[${bare}]` : bare,
        );
  if (!host && written !== '*') {
    throw new InputError(
      `${key}.host must be a host, *.example.com for every name below it, or *`,
    );
  }
  const ports = entry.getOptional('ports') ?? [DEFAULT_PORT];
  if (
    !Array.isArray(ports) ||
    !ports.every(
      port =>
        Number.isInteger(port) && Number(port) > 0 && Number(port) < 65536,
    )
  ) {
    throw new InputError(`${key}.ports must be ports, from 1 to 65535`);
  }
  const prefix = written.startsWith('*.') ? '*.' : '';
  return {
    host: host ? `${prefix}${host}` : '*',
    ports: ports as number[],
  };
}

function readPolicy(cidrs: string[]): AddressPolicy {
  cidrs.forEach((cidr, index) => {
    try {
      const policy = new AddressPolicy([cidr]);
      return policy;
    } catch {
      throw new InputError(
        `secretExpiry.tls.allowAddresses[${index}] must be a network, such as 10.20.0.0/16 or fd12::/48`,
      );
    }
  });
  return new AddressPolicy(cidrs);
}

function readAuthorities(file: string, index: number): string[] {
  let text: string;
  try {
    text = readFileSync(resolve(file), 'utf8');
  } catch {
    text = '';
  }
  const found = text.match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  );
  if (!found) {
    throw new InputError(
      `secretExpiry.tls.ca[${index}] must be a PEM file with certificates that can be read`,
    );
  }
  return found;
}

function readMilliseconds(
  section: Config | undefined,
  key: string,
  otherwise: number,
): number {
  if (!section?.has(key)) return otherwise;
  const milliseconds = durationToMilliseconds(
    readDurationFromConfig(section, { key }),
  );
  if (milliseconds < 1) {
    throw new InputError(`secretExpiry.tls.${key} must be longer than nothing`);
  }
  return milliseconds;
}

function readConcurrency(section: Config | undefined): number {
  const value =
    section?.getOptionalNumber('concurrency') ?? DEFAULT_CONCURRENCY;
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      'secretExpiry.tls.concurrency must be a whole number from 1 on',
    );
  }
  return value;
}
