import { PreviousVersion } from '@plumbline/plugin-secret-expiry-common';
import { AzureFailure, asFailure } from '../azure/AzureFailure';
import { VaultReader } from './VaultReader';
import {
  CertificatePolicy,
  KeyPolicy,
  VaultObject,
  VaultVersion,
} from './VaultObject';
import {
  MANUAL,
  RotationPlan,
  planOfCertificate,
  planOfKey,
} from './rotationPlan';

const MOST_PREVIOUS = 20;

/** What lists of objects do not say. */
export interface ObjectDetails {
  previous: PreviousVersion[];
  plan: RotationPlan;
}

type Policy =
  | { kind: 'key'; policy: KeyPolicy }
  | { kind: 'certificate'; policy: CertificatePolicy };

interface Known {
  updated: number;
  previous: PreviousVersion[];
  policy?: Policy;
  policyReadAt: number;
}

/**
 * Versions and policies of one vault's objects, each a call of its own, so
 * that what is known is kept: versions until their object changes, policies,
 * which change without their object, until they are too old.
 */
export class VaultDetails {
  readonly #reader: VaultReader;
  readonly #known = new Map<string, Known>();
  /** Kinds whose policies may not be read; asking for each would tell no more. */
  readonly #closed = new Set<string>();

  constructor(reader: VaultReader) {
    this.#reader = reader;
  }

  /** Kinds whose policies may not be read, as of the last look. */
  get closedPolicies(): string[] {
    return [...this.#closed].sort();
  }

  /** When the oldest policy that is known was read; epoch milliseconds, `Infinity` when none is. */
  get policiesReadAt(): number {
    let oldest = Infinity;
    for (const { policyReadAt } of this.#known.values()) {
      oldest = Math.min(oldest, policyReadAt);
    }
    return oldest;
  }

  /** A new look begins: forgets objects that are gone, and what may not be read may be by now. */
  begin(objects: VaultObject[]) {
    this.#closed.clear();
    const there = new Set(objects.map(keyOf));
    for (const key of this.#known.keys()) {
      if (!there.has(key)) this.#known.delete(key);
    }
  }

  /**
   * @param since - policies that were read before it are read again; epoch milliseconds.
   * @throws AzureFailure
   */
  async of(
    object: VaultObject,
    now: number,
    since: number,
  ): Promise<ObjectDetails> {
    // Its versions and policy went with it.
    if (object.deleted) return { previous: [], plan: MANUAL };
    const key = keyOf(object);
    const updated = (object.updated ?? object.created)?.getTime() ?? NaN;
    const before = this.#known.get(key);
    const same = before?.updated === updated ? before : undefined;
    const fresh = same && same.policyReadAt >= since;
    const [previous, policy] = await Promise.all([
      same?.previous ??
        this.#reader
          .versions(object.kind, object.name)
          .then(versions => replacedVersions(versions)),
      fresh ? same.policy : this.#policy(object),
    ]);
    this.#known.set(key, {
      updated,
      previous,
      policy,
      policyReadAt: this.#readAt(object, fresh ? same.policyReadAt : now),
    });
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

function keyOf({ kind, name }: VaultObject): string {
  return `${kind}/${name}`;
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
    .flatMap(({ created, expires }) => (created ? [{ created, expires }] : []))
    .sort((a, b) => b.created.getTime() - a.created.getTime());
  return dated
    .slice(1, MOST_PREVIOUS + 1)
    .map(({ created, expires }, index) => ({
      created: created.toISOString(),
      ...(expires && { expires: expires.toISOString() }),
      replaced: dated[index].created.toISOString(),
    }));
}
