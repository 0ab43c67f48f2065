import { createHash } from 'node:crypto';
import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import {
  asFailure,
  AzureFailure,
  tellFailure,
} from '@plumbline/plugin-azure-node';
import { StatedProblem } from '@plumbline/plugin-secret-expiry-common';
import {
  CredentialSource,
  ListOptions,
  ListedCredential,
  SourceItem,
  interleave,
} from '@plumbline/plugin-secret-expiry-node';
import { CatalogVault } from './CatalogVault';
import { VaultApproval } from './VaultApproval';
import {
  ObjectDetails,
  VaultDetails,
  isFresh,
  withoutGone,
} from './VaultDetails';
import { VaultMemory, readMemory, writeMemory } from './VaultMemory';
import { OBJECT_KINDS, VaultObject, countedOnce } from './VaultObject';
import { VaultReader } from './VaultReader';

/** Raise it when the same lists come to mean something else. */
const FORMAT = 2;
const VAULTS_AT_ONCE = 8;
const CREDENTIALS_PER_BATCH = 100;
const ROLE =
  'the role Key Vault Reader (or, with access policies, the permission List)';
/** After these, whatever else is asked of a vault would wait in vain, or be refused as well. */
const ENDING: readonly AzureFailure['kind'][] = [
  'missing',
  'sign-in',
  'throttled',
  'timeout',
  'unreachable',
];

/** Credentials of the Azure Key Vaults that the catalog names; each resource of the catalog is a place. */
export class KeyVaultSource implements CredentialSource {
  readonly id = 'key-vault';
  readonly title = 'Azure Key Vault';
  readonly schedule: SchedulerServiceTaskScheduleDefinition;
  readonly #catalogVaults: () => Promise<CatalogVault[]>;
  readonly #approval: VaultApproval;
  readonly #openReader: (url: string) => VaultReader;
  readonly #portalUrl: string;
  readonly #now: () => Date;
  /** By name of a vault: what was found out in a look that then failed, of which no store has the memory. */
  readonly #unfinished = new Map<string, VaultMemory>();

  constructor(options: {
    schedule: SchedulerServiceTaskScheduleDefinition;
    catalogVaults: () => Promise<CatalogVault[]>;
    approval: VaultApproval;
    openReader: (url: string) => VaultReader;
    /** Of the Azure portal. */
    portalUrl: string;
    now: () => Date;
  }) {
    this.schedule = options.schedule;
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
    for (const name of this.#unfinished.keys()) {
      if (!byName.has(name)) this.#unfinished.delete(name);
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
    options: ListOptions,
  ): AsyncGenerator<SourceItem> {
    const { fingerprints, done, signal } = options;
    signal.throwIfAborted();
    const approved: CatalogVault[] = [];
    let url = '';
    for (const vault of vaults) {
      if (done.has(vault.entityRef)) {
        yield { ...outcomeOf(vault), outcome: 'not-due' };
        continue;
      }
      const approval = await this.#approval.of(vault, signal);
      if ('reason' in approval) {
        yield couldNotLook(vault, approval.reason);
        continue;
      }
      url = approval.url;
      approved.push(vault);
    }
    if (approved.length === 0) return;
    const reader = this.#openReader(url);
    const look = new AbortController();
    reader.endWith(AbortSignal.any([signal, look.signal]));

    const lists = await Promise.allSettled(
      OBJECT_KINDS.map(kind =>
        reader.list(kind).catch(error => {
          const failure = asFailure(error);
          if (ENDING.includes(failure.kind)) look.abort(failure);
          throw failure;
        }),
      ),
    );
    signal.throwIfAborted();
    const failure = listFailure(name, lists);
    if (look.signal.aborted) {
      for (const vault of approved) yield couldNotLook(vault, failure!);
      return;
    }
    const objects = objectsOf(lists);

    const now = this.#now().getTime();
    const stale: { vault: CatalogVault; hash: string }[] = [];
    for (const vault of approved) {
      const hash = hashOf(vault, objects);
      const [knownHash, readAt] = (
        fingerprints.get(vault.entityRef) ?? ''
      ).split(':');
      if (
        failure === undefined &&
        knownHash === hash &&
        isFresh(Number(readAt), now)
      ) {
        yield { ...outcomeOf(vault), outcome: 'unchanged' };
      } else {
        stale.push({ vault, hash });
      }
    }
    if (stale.length === 0) return;

    const memory = withoutGone(
      this.#unfinished.get(name) ?? (await recalled(approved, options)),
      objects,
    );
    // Until a store has it.
    this.#unfinished.set(name, memory);
    const details = new VaultDetails(reader, memory, now);
    const dated = objects.filter(({ created }) => created !== undefined);
    try {
      for (let i = 0; i < dated.length; i += CREDENTIALS_PER_BATCH) {
        const batch = await Promise.all(
          dated.slice(i, i + CREDENTIALS_PER_BATCH).map(async object => ({
            object,
            details: await details.of(object),
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
      // What else was to be asked.
      look.abort(error);
      const reason = tellFailure(asFailure(error), `Key Vault ${name}`, ROLE);
      for (const { vault } of stale) yield couldNotLook(vault, reason);
      return;
    }
    if (failure !== undefined) {
      for (const { vault } of stale) yield couldNotLook(vault, failure);
      return;
    }
    const problems = problemsOf(
      name,
      details.closedPolicies,
      dated.length < objects.length,
    );
    for (const { vault, hash } of stale) {
      yield {
        ...outcomeOf(vault),
        outcome: problems.length > 0 ? 'partly' : 'looked',
        workloadRefs: [vault.workloadRef],
        problems,
        // What is not known is asked for again.
        ...(problems.length === 0 && {
          fingerprint: `${hash}:${details.policiesReadAt}`,
        }),
        memory: writeMemory(memory),
      };
    }
    this.#unfinished.delete(name);
  }

  #credential(
    vault: CatalogVault,
    url: string,
    object: VaultObject,
    { previous, plan }: ObjectDetails,
  ): ListedCredential {
    const { kind, name, created, notBefore, expires, thumbprint } = object;
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
      thumbprint,
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

/** Of the resources that stand for a vault, one may be new. */
async function recalled(
  vaults: CatalogVault[],
  { memoryOf }: ListOptions,
): Promise<VaultMemory> {
  for (const { entityRef } of vaults) {
    const text = await memoryOf(entityRef);
    if (text !== undefined) return readMemory(text);
  }
  return new Map();
}

type Lists = PromiseSettledResult<VaultObject[]>[];

function objectsOf(lists: Lists): VaultObject[] {
  const objects = lists.flatMap(list =>
    list.status === 'fulfilled' ? list.value : [],
  );
  const issued = objects.filter(wasIssued);
  // Without the certificates it is not known which of the managed ones are theirs.
  const certificates = lists[OBJECT_KINDS.indexOf('certificate')];
  return certificates.status === 'fulfilled'
    ? countedOnce(issued)
    : countedOnce(issued.filter(({ managed }) => !managed));
}

/** One that was asked for and never issued has dates, but nothing that could expire. */
function wasIssued({ kind, enabled, thumbprint }: VaultObject): boolean {
  return kind !== 'certificate' || enabled || thumbprint !== undefined;
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

function problemsOf(
  name: string,
  closed: string[],
  undated: boolean,
): StatedProblem[] {
  return [
    ...closed.map(kind => ({
      sentence:
        kind === 'key'
          ? `The rotation policies of the keys of Key Vault ${name} may not be read, so that automatic rotation is not seen: the portal's identity needs the role Key Vault Reader (or, with access policies, the key permission Get Rotation Policy)`
          : `The policies of the certificates of Key Vault ${name} may not be read, so that automatic renewal is not seen: the portal's identity needs the role Key Vault Reader (or, with access policies, the certificate permission Get)`,
    })),
    ...(undated
      ? [
          {
            sentence: `Key Vault ${name} does not say when some of its objects were created; they are not listed`,
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
        object.thumbprint,
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

function outcomeOf(vault: CatalogVault) {
  return {
    type: 'outcome' as const,
    place: vault.entityRef,
    title: titleOf(vault),
  };
}

function couldNotLook(vault: CatalogVault, reason: string): SourceItem {
  return {
    ...outcomeOf(vault),
    outcome: 'could-not-look',
    reason,
    workloadRefs: [vault.workloadRef],
  };
}
