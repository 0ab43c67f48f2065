import { createHash } from 'node:crypto';
import {
  CredentialSource,
  ListOptions,
  ListedCredential,
  SourceItem,
} from '@plumbline/plugin-secret-expiry-node';
import { AzureFailure, asFailure, tellFailure } from '../azure/AzureFailure';
import { interleave } from '../interleave';
import { CatalogVault } from './CatalogVault';
import { VaultApproval } from './VaultApproval';
import { ObjectDetails, VaultDetails } from './VaultDetails';
import { OBJECT_KINDS, VaultObject, countedOnce } from './VaultObject';
import { VaultReader } from './VaultReader';

/** Raise it when the same lists come to mean something else. */
const FORMAT = 1;
const VAULTS_AT_ONCE = 8;
const CREDENTIALS_PER_BATCH = 100;
/** Policies change without their object, so lists do not tell. */
const POLICIES_LAST_MS = 86_400_000;
const ROLE =
  'the role Key Vault Reader (or, with access policies, the permission List)';

/** What was open of a vault between two looks. */
interface OpenVault {
  reader: VaultReader;
  details: VaultDetails;
}

/** Credentials of the Azure Key Vaults that the catalog names; each resource of the catalog is a place. */
export class KeyVaultSource implements CredentialSource {
  readonly id = 'key-vault';
  readonly #catalogVaults: () => Promise<CatalogVault[]>;
  readonly #approval: VaultApproval;
  readonly #openReader: (url: string) => VaultReader;
  readonly #portalUrl: string;
  readonly #now: () => Date;
  readonly #open = new Map<string, OpenVault>();

  constructor(options: {
    catalogVaults: () => Promise<CatalogVault[]>;
    approval: VaultApproval;
    openReader: (url: string) => VaultReader;
    /** Of the Azure portal. */
    portalUrl: string;
    now: () => Date;
  }) {
    this.#catalogVaults = options.catalogVaults;
    this.#approval = options.approval;
    this.#openReader = options.openReader;
    this.#portalUrl = options.portalUrl;
    this.#now = options.now;
  }

  async *list(options: ListOptions): AsyncGenerator<SourceItem> {
    const byName = new Map<string, CatalogVault[]>();
    for (const vault of await this.#catalogVaults()) {
      const group = vault.name ?? vault.entityRef;
      byName.set(group, [...(byName.get(group) ?? []), vault]);
    }
    for (const name of this.#open.keys()) {
      if (!byName.has(name)) this.#open.delete(name);
    }
    yield* interleave(
      [...byName].map(([name, vaults]) => this.#look(name, vaults, options)),
      VAULTS_AT_ONCE,
    );
  }

  /** One vault, which several resources of the catalog may stand for. */
  async *#look(
    name: string,
    vaults: CatalogVault[],
    { fingerprints, signal }: ListOptions,
  ): AsyncGenerator<SourceItem> {
    signal.throwIfAborted();
    const approved: CatalogVault[] = [];
    let url = '';
    for (const vault of vaults) {
      const approval = await this.#approval.of(vault, signal);
      if ('reason' in approval) {
        yield couldNotLook(vault, approval.reason);
        continue;
      }
      url = approval.url;
      approved.push(vault);
    }
    if (approved.length === 0) return;
    const { reader, details } = this.#opened(name, url);
    // Ends with the first failure: what else was to be asked of a vault that
    // does not answer would each wait in vain.
    const look = new AbortController();
    reader.endWith(AbortSignal.any([signal, look.signal]));

    const lists = await Promise.allSettled(
      OBJECT_KINDS.map(kind => reader.list(kind)),
    );
    signal.throwIfAborted();
    const objects = objectsOf(lists);
    details.begin(objects);
    const failure = listFailure(name, lists);

    const now = this.#now().getTime();
    const stale: { vault: CatalogVault; hash: string; since: number }[] = [];
    for (const vault of approved) {
      const hash = hashOf(vault, objects);
      const [knownHash, readAt] = (
        fingerprints.get(vault.entityRef) ?? ''
      ).split(':');
      const since = now - POLICIES_LAST_MS;
      if (failure === undefined && knownHash === hash && +readAt >= since) {
        yield {
          type: 'outcome',
          place: vault.entityRef,
          title: titleOf(vault),
          outcome: 'unchanged',
        };
      } else {
        stale.push({ vault, hash, since });
      }
    }
    if (stale.length === 0) return;

    const [{ since }] = stale;
    const dated = objects.filter(({ created }) => created !== undefined);
    try {
      for (let i = 0; i < dated.length; i += CREDENTIALS_PER_BATCH) {
        const batch = await Promise.all(
          dated.slice(i, i + CREDENTIALS_PER_BATCH).map(async object => ({
            object,
            details: await details.of(object, now, since),
          })),
        );
        for (const { vault } of stale) {
          yield {
            type: 'credentials',
            place: vault.entityRef,
            credentials: batch.map(one =>
              this.#credential(vault, url, one.object, one.details),
            ),
          };
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      look.abort();
      const reason = tellFailure(asFailure(error), `Key Vault ${name}`, ROLE);
      for (const { vault } of stale) yield couldNotLook(vault, reason);
      return;
    }
    const policiesReadAt = Math.min(now, details.policiesReadAt);
    for (const { vault, hash } of stale) {
      if (failure !== undefined) {
        yield couldNotLook(vault, failure);
        continue;
      }
      const problems = problemsOf(
        name,
        details.closedPolicies,
        dated.length < objects.length,
      );
      yield {
        type: 'outcome',
        place: vault.entityRef,
        title: titleOf(vault),
        outcome: problems.length > 0 ? 'partly' : 'looked',
        workloadRefs: [vault.workloadRef],
        problems,
        // What is not known is asked for again.
        ...(problems.length === 0 && {
          fingerprint: `${hash}:${policiesReadAt}`,
        }),
      };
    }
  }

  #opened(name: string, url: string): OpenVault {
    let open = this.#open.get(name);
    if (!open) {
      const reader = this.#openReader(url);
      open = { reader, details: new VaultDetails(reader) };
      this.#open.set(name, open);
    }
    return open;
  }

  #credential(
    vault: CatalogVault,
    url: string,
    object: VaultObject,
    { previous, plan }: ObjectDetails,
  ): ListedCredential {
    const { kind, name, created, notBefore, expires } = object;
    const title = `${kind[0].toUpperCase()}${kind.slice(1)}`;
    return {
      key: `${kind}/${name}`,
      name,
      kind,
      workloadRef: vault.workloadRef,
      entityRef: vault.entityRef,
      ownerRef: vault.ownerRef,
      stampRef: vault.stampRef,
      created: created!.toISOString(),
      notBefore: notBefore?.toISOString(),
      expires: expires?.toISOString(),
      ...plan,
      status: statusOf(object),
      runbookUrl: vault.runbookUrl,
      portalUrl: `${
        this.#portalUrl
      }/#asset/Microsoft_Azure_KeyVault/${title}/${url}/${kind}s/${name}`,
      previous,
    };
  }
}

function statusOf({ deleted, enabled }: VaultObject) {
  if (deleted) return 'deleted';
  return enabled ? 'active' : 'disabled';
}

type Lists = PromiseSettledResult<VaultObject[]>[];

function objectsOf(lists: Lists): VaultObject[] {
  const objects = lists.flatMap(list =>
    list.status === 'fulfilled' ? list.value : [],
  );
  // Without the certificates it is not known which of the managed ones are theirs.
  const certificates = lists[OBJECT_KINDS.indexOf('certificate')];
  return certificates.status === 'fulfilled'
    ? countedOnce(objects)
    : objects.filter(({ managed }) => !managed);
}

function listFailure(name: string, lists: Lists): string | undefined {
  const failures = lists.flatMap((list, index) =>
    list.status === 'rejected'
      ? [{ kind: OBJECT_KINDS[index], failure: asFailure(list.reason) }]
      : [],
  );
  if (failures.length === 0) return undefined;
  const [{ failure }] = failures;
  const what =
    failures.length === OBJECT_KINDS.length
      ? `Key Vault ${name}`
      : `the ${failures
          .map(({ kind }) => `${kind}s`)
          .join(' and ')} of Key Vault ${name}`;
  return tellFailure(failure as AzureFailure, what, ROLE);
}

function problemsOf(name: string, closed: string[], undated: boolean) {
  const file = `Key Vault ${name}`;
  return [
    ...closed.map(kind => ({
      file,
      line: 1,
      column: 1,
      field: `${kind} policies`,
      expected:
        kind === 'key'
          ? 'the role Key Vault Reader (or the key permission Get Rotation Policy), without which automatic rotation is not seen'
          : 'the role Key Vault Reader (or the certificate permission Get), without which automatic renewal is not seen',
    })),
    ...(undated
      ? [
          {
            file,
            line: 1,
            column: 1,
            field: 'created',
            expected: 'the time at which each object was created',
          },
        ]
      : []),
  ];
}

function hashOf(vault: CatalogVault, objects: VaultObject[]): string {
  const { entityRef, title, workloadRef, ownerRef, stampRef, runbookUrl } =
    vault;
  const rows = objects
    .map(object =>
      JSON.stringify([
        object.kind,
        object.name,
        object.enabled,
        object.deleted,
        object.created,
        object.updated,
        object.notBefore,
        object.expires,
      ]),
    )
    .sort();
  return createHash('sha256')
    .update(
      JSON.stringify([
        FORMAT,
        [entityRef, title, workloadRef, ownerRef, stampRef, runbookUrl],
        rows,
      ]),
    )
    .digest('base64url');
}

function titleOf({ title, name }: CatalogVault): string {
  return name ? `${title} (${name})` : title;
}

function couldNotLook(vault: CatalogVault, reason: string): SourceItem {
  return {
    type: 'outcome',
    place: vault.entityRef,
    title: titleOf(vault),
    outcome: 'could-not-look',
    reason,
  };
}
