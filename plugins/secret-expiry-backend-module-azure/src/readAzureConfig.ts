import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { CredentialConfig, readSignIn } from '@plumbline/plugin-azure-node';
import { CLOUDS, Cloud } from './clouds';
import { VAULT_NAME } from './keyVault/CatalogVault';
import { ApprovedVaults } from './keyVault/VaultApproval';

const MINUTE_MS = 60_000;
/** A stopped scan goes on where it was. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { hours: 1 },
  initialDelay: { seconds: 30 },
};
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An application that the configuration gives to a workload. */
export interface NamedApplication {
  /** Application (client) ID, in lower case. */
  appId: string;
  /** Full ref. */
  workloadRef: string;
}

/** What both sources have. */
export interface SourceConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** For one call with its tries again, in milliseconds. */
  timeoutMs: number;
}

/** What `secretExpiry` says about Azure. A source without its section is off. */
export interface AzureConfig {
  cloud: Cloud;
  authorityHost: string;
  credential: CredentialConfig;
  keyVault?: SourceConfig & { approved: ApprovedVaults };
  microsoftGraph?: SourceConfig & { applications: NamedApplication[] };
}

/**
 * Reads `secretExpiry.azure`, `.keyVault` and `.microsoftGraph`; none is fine.
 *
 * @throws InputError that names the key and says what is expected.
 */
export function readAzureConfig(root: Config): AzureConfig {
  const { cloud, authorityHost, credential } = readSignIn(
    root.getOptionalConfig('secretExpiry.azure'),
    'secretExpiry.azure',
  );
  const keyVault = root.getOptionalConfig('secretExpiry.keyVault');
  const graph = root.getOptionalConfig('secretExpiry.microsoftGraph');
  return {
    cloud: CLOUDS[cloud],
    authorityHost,
    credential,
    ...(keyVault && {
      keyVault: {
        approved: readApproved(keyVault),
        ...readSource(keyVault),
      },
    }),
    ...(graph && {
      microsoftGraph: {
        applications: readApplications(graph),
        ...readSource(graph),
      },
    }),
  };
}

function readApproved(section: Config): ApprovedVaults {
  return {
    names: readLowerCase(
      section,
      'vaults',
      VAULT_NAME,
      'the name of a Key Vault, without its address',
    ),
    subscriptions: readLowerCase(
      section,
      'subscriptions',
      GUID,
      "a subscription's GUID",
    ),
  };
}

function readLowerCase(
  section: Config,
  key: string,
  pattern: RegExp,
  expected: string,
): Set<string> {
  const texts = section.getOptionalStringArray(key) ?? [];
  return new Set(
    texts.map((text, index) => {
      if (!pattern.test(text)) {
        throw new InputError(
          `secretExpiry.keyVault.${key}[${index}] is '${text}'; expected ${expected}`,
        );
      }
      return text.toLowerCase();
    }),
  );
}

function readApplications(section: Config): NamedApplication[] {
  const entries = section.getOptionalConfigArray('applications') ?? [];
  return entries.map((entry, index) => {
    const place = `secretExpiry.microsoftGraph.applications[${index}]`;
    const appId = entry.getString('appId');
    if (!GUID.test(appId)) {
      throw new InputError(
        `${place}.appId is '${appId}'; expected the GUID of an application (client ID)`,
      );
    }
    const workload = entry.getString('workload');
    try {
      const workloadRef = stringifyEntityRef(
        parseEntityRef(workload, { defaultKind: 'system' }),
      );
      return { appId: appId.toLowerCase(), workloadRef };
    } catch {
      throw new InputError(
        `${place}.workload is '${workload}'; expected a ref such as system:default/shop`,
      );
    }
  });
}

function readSource(section: Config): SourceConfig {
  return {
    schedule: section.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          section.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    timeoutMs: section.has('timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(section, { key: 'timeout' }),
        )
      : MINUTE_MS,
  };
}
