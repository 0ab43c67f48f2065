import { SourceItem } from '@plumbline/plugin-secret-expiry-node';
import { Holder, NamespaceUse } from './catalog/NamespaceUse';
import { FoundCredential, FoundObject } from './listing/ClusterListing';

/** More are of no help to anybody. */
const MOST_PROBLEMS = 50;

/** A namespace of a cluster, and what is found there while it is listed. */
export class NamespacePlace {
  readonly namespace: string;
  readonly place: string;
  readonly title: string;
  /** Whole sentences without a full stop. */
  readonly problems = new Set<string>();
  readonly #uses: NamespaceUse[];
  readonly #workloadRefs: Set<string>;
  readonly #seen = new Set<string>();
  #isUnclear = false;
  #ownerless = 0;

  constructor(cluster: string, namespace: string, uses: NamespaceUse[]) {
    this.namespace = namespace;
    this.place = `${cluster}/${namespace}`;
    this.title = `Namespace ${namespace} of ${cluster}`;
    this.#uses = uses;
    this.#workloadRefs = new Set(uses.map(({ workloadRef }) => workloadRef));
  }

  /** Whether nothing was found there, whosever it is. */
  get isEmpty(): boolean {
    return this.#seen.size === 0;
  }

  /** The credentials of an object, for each who depends on them; none when it came before. */
  *add(
    object: FoundObject,
  ): Generator<{ holder: Holder; credential: FoundCredential }> {
    if (this.#seen.has(object.name)) return;
    this.#seen.add(object.name);
    for (const problem of object.problems) this.problems.add(problem);
    this.#isUnclear ||= object.isUnclear;
    const holders = this.#holdersOf(object);
    if (holders.length === 0) this.#ownerless += 1;
    for (const holder of holders) {
      this.#workloadRefs.add(holder.workloadRef);
      for (const credential of object.credentials) yield { holder, credential };
    }
  }

  looked(problems: string[], fingerprint: string): SourceItem {
    return {
      ...this.#outcome(),
      outcome: this.#isUnclear ? 'partly' : 'looked',
      workloadRefs: [...this.#workloadRefs],
      problems: this.#told(problems).map(sentence => ({ sentence })),
      fingerprint,
    };
  }

  couldNotLook(reason: string): SourceItem {
    return {
      ...this.#outcome(),
      outcome: 'could-not-look',
      reason,
      workloadRefs: [...this.#workloadRefs],
    };
  }

  #outcome() {
    return {
      type: 'outcome' as const,
      place: this.place,
      title: this.title,
    };
  }

  #told(problems: string[]): string[] {
    const all = [...problems, ...this.problems];
    if (this.#ownerless > 0) {
      const what = this.#ownerless === 1 ? 'object is' : 'objects are';
      all.unshift(
        `${
          this.#ownerless
        } ${what} nobody's: no entity of the catalog names this namespace`,
      );
    }
    return all.length > MOST_PROBLEMS
      ? [
          ...all.slice(0, MOST_PROBLEMS),
          `And ${all.length - MOST_PROBLEMS} more of the kind`,
        ]
      : all;
  }

  /** What an object says of itself goes before what is said of its namespace. */
  #holdersOf({ workloadRef }: FoundObject): Holder[] {
    if (workloadRef === undefined) return this.#uses;
    const own = this.#uses.filter(use => use.workloadRef === workloadRef);
    return own.length > 0 ? own : [{ workloadRef }];
  }
}
