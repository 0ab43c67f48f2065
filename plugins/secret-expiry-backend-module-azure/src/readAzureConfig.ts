import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { CLOUDS, Cloud, CloudName } from './clouds';
import { VAULT_NAME } from './keyVault/CatalogVault';
import { ApprovedVaults } from './keyVault/VaultApproval';

const MINUTE_MS = 60_000;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How the portal signs in to Microsoft Entra ID. */
export type CredentialConfig =
  | { kind: 'default' }
  | {
      kind: 'clientSecret';
      tenantId: string;
      clientId: string;
      clientSecret: string;
    }
  | { kind: 'managedIdentity'; clientId?: string }
  | {
      kind: 'workloadIdentity';
      tenantId?: string;
      clientId?: string;
      tokenFile?: string;
    };

/** An application that the configuration gives to a workload. */
export interface NamedApplication {
  /** Application (client) ID, in lower case. */
  appId: string;
  /** Full ref. */
  workloadRef: string;
}

/** What `secretExpiry` says about Azure. A source without its section is off. */
export interface AzureConfig {
  cloud: Cloud;
  authorityHost: string;
  credential: CredentialConfig;
  keyVault?: { approved: ApprovedVaults; timeoutMs: number };
  microsoftGraph?: { applications: NamedApplication[]; timeoutMs: number };
}

/**
 * Reads `secretExpiry.azure`, `.keyVault` and `.microsoftGraph`; none is fine.
 *
 * @throws InputError that names the key and says what is expected.
 */
export function readAzureConfig(root: Config): AzureConfig {
  const section = root.getOptionalConfig('secretExpiry.azure');
  const cloudName = section?.getOptionalString('cloud') ?? 'public';
  if (!Object.hasOwn(CLOUDS, cloudName)) {
    throw new InputError(
      `secretExpiry.azure.cloud is '${cloudName}'; expected ${Object.keys(
        CLOUDS,
      ).join(', ')}`,
    );
  }
  const cloud = CLOUDS[cloudName as CloudName];
  const keyVault = root.getOptionalConfig('secretExpiry.keyVault');
  const graph = root.getOptionalConfig('secretExpiry.microsoftGraph');
  return {
    cloud,
    authorityHost: readAuthorityHost(section, cloud.authorityHost),
    credential: readCredential(section?.getOptionalConfig('credential')),
    ...(keyVault && {
      keyVault: {
        approved: readApproved(keyVault),
        timeoutMs: readTimeout(keyVault),
      },
    }),
    ...(graph && {
      microsoftGraph: {
        applications: readApplications(graph),
        timeoutMs: readTimeout(graph),
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

function readCredential(section: Config | undefined): CredentialConfig {
  const kind = section?.getString('kind') ?? 'default';
  switch (kind) {
    case 'default':
      return { kind };
    case 'clientSecret':
      return {
        kind,
        tenantId: section!.getString('tenantId'),
        clientId: section!.getString('clientId'),
        clientSecret: section!.getString('clientSecret'),
      };
    case 'managedIdentity':
      return { kind, clientId: section!.getOptionalString('clientId') };
    case 'workloadIdentity':
      return {
        kind,
        tenantId: section!.getOptionalString('tenantId'),
        clientId: section!.getOptionalString('clientId'),
        tokenFile: section!.getOptionalString('tokenFile'),
      };
    default:
      throw new InputError(
        `secretExpiry.azure.credential.kind is '${kind}'; expected default, clientSecret, managedIdentity or workloadIdentity`,
      );
  }
}

function readAuthorityHost(
  section: Config | undefined,
  fallback: string,
): string {
  const url = section?.getOptionalString('authorityHost') ?? fallback;
  // The portal's own secret is sent there: never in the clear.
  if (URL.parse(url)?.protocol !== 'https:') {
    throw new InputError(
      'secretExpiry.azure.authorityHost must be an https URL',
    );
  }
  return url.replace(/\/+$/, '');
}

function readTimeout(section: Config): number {
  return section.has('timeout')
    ? durationToMilliseconds(
        readDurationFromConfig(section, { key: 'timeout' }),
      )
    : MINUTE_MS;
}
