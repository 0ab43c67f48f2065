import { CertificateClient } from '@azure/keyvault-certificates';
import { KeyClient } from '@azure/keyvault-keys';
import { SecretClient } from '@azure/keyvault-secrets';
import { PipelinePolicy } from '@azure/core-rest-pipeline';
import {
  CLIENT_OPTIONS,
  ConnectionOptions,
  guardPolicies,
  readPages,
  Turnstile,
} from '@plumbline/plugin-azure-node';
import {
  CertificatePolicy,
  KeyPolicy,
  ObjectKind,
  VaultObject,
  VaultVersion,
} from './VaultObject';

/** Calls under way together, for each vault. */
const CALLS_AT_ONCE = 4;

/** As policies have them. */
const DURATION = /^P[\dYMWDTHS.]+$/;

/** Lists, and policies. What lies at `/secrets/<name>` is a value, and a link to a further page could lead there. */
const PATHS =
  /^\/(?:(?:deleted)?(?:secrets|keys|certificates)|(?:secrets|keys|certificates)\/[\w-]+\/versions|keys\/[\w-]+\/rotationpolicy|certificates\/[\w-]+\/policy)$/;

/** The fields of the clients' types that are looked at; the rest, tags among it, is not. */
interface ObjectProperties {
  id?: string;
  name?: string;
  enabled?: boolean;
  managed?: boolean;
  createdOn?: Date;
  updatedOn?: Date;
  notBefore?: Date;
  expiresOn?: Date;
  x509Thumbprint?: Uint8Array;
}

interface Deleted<P> {
  properties: P & { deletedOn?: Date };
}

/** The only calls there are: lists, and policies, which hold no value either. */
interface ListOnly {
  secrets: Pick<
    SecretClient,
    | 'listPropertiesOfSecrets'
    | 'listDeletedSecrets'
    | 'listPropertiesOfSecretVersions'
  >;
  keys: Pick<
    KeyClient,
    | 'listPropertiesOfKeys'
    | 'listDeletedKeys'
    | 'listPropertiesOfKeyVersions'
    | 'getKeyRotationPolicy'
  >;
  certificates: Pick<
    CertificateClient,
    | 'listPropertiesOfCertificates'
    | 'listDeletedCertificates'
    | 'listPropertiesOfCertificateVersions'
    | 'getCertificatePolicy'
  >;
}

/** Lists one vault: metadata and policies, never a value. */
export class VaultReader {
  readonly #clients: ListOnly;
  #signal: AbortSignal | undefined;

  /**
   * @param url - such as `https://kv-shop.vault.azure.net`; it must be approved.
   * @param token - see {@link tokenPolicy}.
   */
  constructor(url: string, token: PipelinePolicy, options: ConnectionOptions) {
    const { outer, inner } = guardPolicies({
      origin: new URL(url).origin,
      paths: PATHS,
      timeoutMs: options.timeoutMs,
      turnstile: new Turnstile(CALLS_AT_ONCE),
      signal: () => this.#signal,
    });
    const clientOptions = {
      ...CLIENT_OPTIONS,
      httpClient: options.httpClient,
      additionalPolicies: [
        { policy: outer, position: 'perCall' as const },
        { policy: inner, position: 'perRetry' as const },
        { policy: token, position: 'perRetry' as const },
        ...(options.network
          ? [{ policy: options.network, position: 'perRetry' as const }]
          : []),
      ],
    };
    const { credential } = options;
    this.#clients = {
      secrets: new SecretClient(url, credential, clientOptions),
      keys: new KeyClient(url, credential, clientOptions),
      certificates: new CertificateClient(url, credential, clientOptions),
    };
  }

  /** From now on calls end when this is aborted. */
  endWith(signal: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * The current versions of all objects of a kind, then the deleted ones.
   *
   * @throws AzureFailure
   */
  async list(kind: ObjectKind): Promise<VaultObject[]> {
    const { secrets, keys, certificates } = this.#clients;
    switch (kind) {
      case 'secret':
        return this.#both(
          kind,
          secrets.listPropertiesOfSecrets(),
          secrets.listDeletedSecrets(),
        );
      case 'key':
        return this.#both(
          kind,
          keys.listPropertiesOfKeys(),
          keys.listDeletedKeys(),
        );
      default:
        return this.#both(
          kind,
          // Without those that were asked for and never issued.
          certificates.listPropertiesOfCertificates({ includePending: false }),
          certificates.listDeletedCertificates(),
        );
    }
  }

  /**
   * All versions of an object, in no order.
   *
   * @throws AzureFailure
   */
  async versions(kind: ObjectKind, name: string): Promise<VaultVersion[]> {
    const { secrets, keys, certificates } = this.#clients;
    const listed: { byPage(): AsyncIterable<ObjectProperties[]> } = {
      secret: () => secrets.listPropertiesOfSecretVersions(name),
      key: () => keys.listPropertiesOfKeyVersions(name),
      certificate: () => certificates.listPropertiesOfCertificateVersions(name),
    }[kind]();
    const found = await readPages(listed.byPage(), ({ id = '' }) => id);
    return found.map(versionOf);
  }

  /** @throws AzureFailure */
  async keyPolicy(name: string): Promise<KeyPolicy> {
    const { lifetimeActions = [] } =
      await this.#clients.keys.getKeyRotationPolicy(name);
    // A policy that only tells somebody rotates nothing.
    const rotate = lifetimeActions.find(({ action }) => action === 'Rotate');
    return {
      rotates: rotate !== undefined,
      before: durationOf(rotate?.timeBeforeExpiry),
      after: durationOf(rotate?.timeAfterCreate),
    };
  }

  /** @throws AzureFailure */
  async certificatePolicy(name: string): Promise<CertificatePolicy> {
    const { issuerName, lifetimeActions = [] } =
      await this.#clients.certificates.getCertificatePolicy(name);
    const renew = lifetimeActions.find(({ action }) => action === 'AutoRenew');
    return {
      // Of an issuer that the vault does not know, somebody has to fetch it.
      rotates: renew !== undefined && issuerName !== 'Unknown',
      daysBefore: renew?.daysBeforeExpiry,
      percentage: renew?.lifetimePercentage,
    };
  }

  async #both(
    kind: ObjectKind,
    live: { byPage(): AsyncIterable<ObjectProperties[]> },
    deleted: {
      byPage(): AsyncIterable<Deleted<ObjectProperties>[]>;
    },
  ): Promise<VaultObject[]> {
    const [alive, gone] = await Promise.all([
      readPages(live.byPage(), ({ id = '' }) => id),
      readPages(deleted.byPage(), ({ properties }) => properties.id ?? ''),
    ]);
    return [
      ...alive.map(properties => objectOf(kind, properties)),
      ...gone.map(({ properties }) => ({
        ...objectOf(kind, properties),
        deleted: true,
      })),
    ];
  }
}

function objectOf(kind: ObjectKind, properties: ObjectProperties): VaultObject {
  return {
    kind,
    name: properties.name ?? '',
    managed: properties.managed === true,
    enabled: properties.enabled !== false,
    deleted: false,
    updated: properties.updatedOn,
    ...versionOf(properties),
  };
}

function versionOf(properties: ObjectProperties): VaultVersion {
  const { createdOn, updatedOn, notBefore, expiresOn, x509Thumbprint } =
    properties;
  return {
    created: createdOn ?? updatedOn,
    notBefore,
    expires: expiresOn,
    ...(x509Thumbprint && {
      thumbprint: Buffer.from(x509Thumbprint).toString('hex'),
    }),
  };
}

/** Nothing else of a policy's text is kept. */
function durationOf(text: string | undefined): string | undefined {
  return text !== undefined && DURATION.test(text) ? text : undefined;
}
