import { ModelState, componentHealth } from './componentHealth';
import { HealthChange, diffHealth } from './diffHealth';
import { HealthNode, HealthSignal, NodeHealth } from './model';
import { ModelStructure, structureOf } from './structure';

/**
 * The health of every node of a model, kept up to date: when signals change,
 * only what depends on them is judged again, and not further up than states or
 * causes change. After any sequence of changes it is what a full roll-up of the
 * model with those signals gives.
 *
 * - A node without a signal takes the state of what it depends on; it is
 *   `unknown` only when that says nothing either.
 * - A signal that has no data makes its node unknown unless something worse is
 *   known; it is not outvoted by healthy ones.
 * - Nodes that depend on each other in a circle are one node for the roll-up
 *   and share one state: the worst of their signals and of all they depend on.
 */
export class HealthRollUp {
  readonly structure: ModelStructure;
  readonly #signals: Map<string, HealthSignal[]>;
  readonly #results = new Map<string, NodeHealth>();
  readonly #state: ModelState;

  constructor(nodes: HealthNode[]) {
    this.structure = structureOf(nodes);
    this.#signals = new Map(
      [...this.structure.byRef.values()].map(node => [node.ref, node.signals]),
    );
    this.#state = {
      structure: this.structure,
      signalsOf: ref => this.#signals.get(ref)!,
      healthOf: ref => this.#results.get(ref)!,
    };
    for (const members of this.structure.components) {
      for (const health of componentHealth(members, this.#state)) {
        this.#results.set(health.ref, health);
      }
    }
  }

  /** Every node, by ref. What was read of it before a change stays as it was. */
  get results(): ReadonlyMap<string, NodeHealth> {
    return this.#results;
  }

  /** What a judgement of one component reads. */
  get state(): ModelState {
    return this.#state;
  }

  /** Replaces the signals of one node. See {@link putAll}. */
  put(ref: string, signals: HealthSignal[]): HealthChange[] {
    return this.putAll([[ref, signals]]);
  }

  /**
   * Replaces the signals of some nodes; refs that the model does not hold are
   * left out.
   *
   * @returns what {@link diffHealth} says of before and after.
   */
  putAll(signals: Iterable<[ref: string, HealthSignal[]]>): HealthChange[] {
    const { components, componentOf, dependents } = this.structure;
    // Components are numbered from below, so that walking up the numbers meets
    // each after everything that it depends on.
    const isDue = new Uint8Array(components.length);
    let first = components.length;
    for (const [ref, list] of signals) {
      const place = componentOf.get(ref);
      if (place === undefined) continue;
      this.#signals.set(ref, list);
      isDue[place] = 1;
      first = Math.min(first, place);
    }
    const before = new Map<string, NodeHealth>();
    const after = new Map<string, NodeHealth>();
    for (let place = first; place < components.length; place++) {
      if (!isDue[place]) continue;
      let changed = false;
      for (const health of componentHealth(components[place], this.#state)) {
        const was = this.#results.get(health.ref)!;
        if (isSame(was, health)) continue;
        changed = true;
        before.set(health.ref, was);
        after.set(health.ref, health);
      }
      if (!changed) continue;
      for (const member of components[place]) {
        const health = after.get(member);
        if (health) this.#results.set(member, health);
      }
      for (const above of dependents[place]) isDue[above] = 1;
    }
    return diffHealth(before, after);
  }
}

function isSame(a: NodeHealth, b: NodeHealth): boolean {
  return a.state === b.state && a.ownState === b.ownState && isSameCause(a, b);
}

function isSameCause({ cause: a }: NodeHealth, { cause: b }: NodeHealth) {
  if (!a || !b) return a === b;
  return (
    a.entityRef === b.entityRef &&
    a.signalId === b.signalId &&
    a.state === b.state &&
    a.reason === b.reason &&
    a.observedAt === b.observedAt &&
    a.path.length === b.path.length &&
    a.path.every((ref, place) => ref === b.path[place])
  );
}
