import { asFailure, AzureFailure } from '@plumbline/plugin-azure-node';
import { PreviousVersion } from '@plumbline/plugin-secret-expiry-common';
import { KnownObject, VaultMemory } from './VaultMemory';
import { VaultReader } from './VaultReader';
import { Policy, VaultObject, VaultVersion, keyOf } from './VaultObject';
import {
  MANUAL,
  RotationPlan,
  planOfCertificate,
  planOfKey,
} from './rotationPlan';

const MOST_PREVIOUS = 20;
/** Policies change without their object, so lists do not tell. */
const POLICIES_LAST_MS = 86_400_000;

/** What lists of objects do not say. */
export interface ObjectDetails {
  previous: PreviousVersion[];
  plan: RotationPlan;
}

/**
 * Whether a policy that was read then still counts. One from the future was
 * read by a replica whose clock was ahead, and would count for too long.
 *
 * @param readAt - epoch milliseconds, as is `now`.
 */
export function isFresh(readAt: number, now: number): boolean {
  return readAt <= now && readAt >= now - POLICIES_LAST_MS;
}

/**
 * Versions and policies of one vault's objects, each a call of its own, so
 * that what is known is kept: versions until their object changes, policies,
 * which change without their object, for a day.
 */
export class VaultDetails {
  readonly #reader: VaultReader;
  readonly #memory: VaultMemory;
  readonly #now: number;
  /** Kinds whose policies may not be read; asking for each would tell no more. */
  readonly #closed = new Set<string>();

  /**
   * @param memory - of earlier looks; what is found out is added to it.
   * @param now - epoch milliseconds.
   */
  constructor(reader: VaultReader, memory: VaultMemory, now: number) {
    this.#reader = reader;
    this.#memory = memory;
    this.#now = now;
  }

  /** Kinds whose policies may not be read. */
  get closedPolicies(): string[] {
    return [...this.#closed].sort();
  }

  /** When the oldest policy that is known was read, at the latest now; epoch milliseconds. */
  get policiesReadAt(): number {
    let oldest = this.#now;
    for (const { policyReadAt } of this.#memory.values()) {
      oldest = Math.min(oldest, policyReadAt);
    }
    return oldest;
  }

  /** @throws AzureFailure */
  async of(object: VaultObject): Promise<ObjectDetails> {
    // Its versions and policy went with it.
    if (object.deleted) return { previous: [], plan: MANUAL };
    const key = keyOf(object);
    const updated = (object.updated ?? object.created)?.getTime() ?? NaN;
    const before = this.#memory.get(key);
    const same = before?.updated === updated ? before : undefined;
    const fresh = same && isFresh(same.policyReadAt, this.#now);
    const [previous, policy] = await Promise.all([
      same?.previous ??
        this.#reader
          .versions(object.kind, object.name)
          .then(versions => replacedVersions(versions)),
      fresh ? same.policy : this.#policy(object),
    ]);
    const known: KnownObject = {
      updated,
      previous,
      policy,
      policyReadAt: this.#readAt(object, fresh ? same.policyReadAt : this.#now),
    };
    this.#memory.set(key, known);
    return { previous, plan: planOf(policy, object) };
  }

  /** What could not be read is not known from any time, so that it is asked for again. */
  #readAt({ kind }: VaultObject, readAt: number): number {
    return this.#closed.has(kind) ? -Infinity : readAt;
  }

  async #policy({ kind, name }: VaultObject): Promise<Policy | undefined> {
    if (kind === 'secret' || this.#closed.has(kind)) return undefined;
    try {
      return kind === 'key'
        ? { kind, policy: await this.#reader.keyPolicy(name) }
        : { kind, policy: await this.#reader.certificatePolicy(name) };
    } catch (error) {
      const failure: AzureFailure = asFailure(error);
      // Gone since it was listed: the next list says so.
      if (failure.kind === 'missing') return undefined;
      if (failure.kind !== 'forbidden') throw error;
      this.#closed.add(kind);
      return undefined;
    }
  }
}

/** Without what is known of objects that are no longer there, or were deleted. */
export function withoutGone(
  memory: VaultMemory,
  objects: VaultObject[],
): VaultMemory {
  const there = new Set(
    objects.flatMap(object => (object.deleted ? [] : [keyOf(object)])),
  );
  return new Map([...memory].filter(([key]) => there.has(key)));
}

function planOf(policy: Policy | undefined, object: VaultObject): RotationPlan {
  if (!policy) return MANUAL;
  return policy.kind === 'key'
    ? planOfKey(policy.policy, object)
    : planOfCertificate(policy.policy, object);
}

/** All versions but the newest, newest first. */
export function replacedVersions(versions: VaultVersion[]): PreviousVersion[] {
  const dated = versions
    .flatMap(({ created, ...version }) =>
      created ? [{ created, ...version }] : [],
    )
    .sort((a, b) => b.created.getTime() - a.created.getTime());
  return dated
    .slice(1, MOST_PREVIOUS + 1)
    .map(({ created, expires, thumbprint }, index) => ({
      created: created.toISOString(),
      ...(expires && { expires: expires.toISOString() }),
      replaced: dated[index].created.toISOString(),
      ...(thumbprint && { thumbprint }),
    }));
}
