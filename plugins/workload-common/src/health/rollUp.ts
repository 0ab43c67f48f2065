import { HealthState } from '../summary';
import { aggregate, applyImpact, healthRank, worstOf } from './aggregate';
import { stronglyConnected } from './components';
import { HealthCause, HealthNode, HealthSignal, NodeHealth } from './model';

/**
 * The health of every node, by ref. Health flows against `dependsOn`: a node is
 * as ill as its own signals and what it depends on make it.
 *
 * - A node without a signal takes the state of what it depends on; it is
 *   `unknown` only when that says nothing either.
 * - A signal that has no data makes its node unknown unless something worse is
 *   known; it is not outvoted by healthy ones.
 * - Nodes that depend on each other in a circle are one node for the roll-up
 *   and share one state: the worst of their signals and of all they depend on.
 *
 * Pure and total; the order of nodes, edges and signals does not matter.
 */
export function rollUp(nodes: HealthNode[]): Map<string, NodeHealth> {
  const byRef = new Map(nodes.map(node => [node.ref, node]));
  const refs = [...byRef.keys()].sort();
  const results = new Map<string, NodeHealth>();
  const dependenciesOf = (ref: string) =>
    [...new Set(byRef.get(ref)!.dependsOn)]
      .filter(target => target !== ref && byRef.has(target))
      .sort();
  for (const component of stronglyConnected(refs, dependenciesOf)) {
    rollUpComponent(component.sort());
  }
  return results;

  function rollUpComponent(members: string[]) {
    const inside = new Set(members);
    const below = members.flatMap(member =>
      dependenciesOf(member)
        .filter(target => !inside.has(target))
        .flatMap(target => {
          const state = applyImpact(
            results.get(target)!.state,
            byRef.get(target)!.impact,
          );
          return state ? [{ member, target, state }] : [];
        }),
    );
    const first = byRef.get(members[0])!;
    const ignoreUnknown = members.every(
      member => byRef.get(member)!.ignoreUnknown ?? true,
    );
    const fromBelow = aggregate(
      unique(below).map(each => each.state),
      members.length === 1 ? first.aggregation : { kind: 'worstOf' },
      ignoreUnknown,
    );
    const own = members.flatMap(member =>
      byRef.get(member)!.signals.map(signal => ({ member, signal })),
    );
    const ownState = worstOf(own.map(({ signal }) => signal.state));
    const state = combine(
      own.length > 0 ? ownState : undefined,
      fromBelow,
      ignoreUnknown,
    );
    const root = rootOf();
    for (const member of members) {
      results.set(member, {
        ref: member,
        ownState: worstOf(
          byRef.get(member)!.signals.map(signal => signal.state),
        ),
        state,
        cause: root && {
          ...root.cause,
          path: [...pathWithin(member, root.member), ...root.cause.path],
        },
      });
    }

    /** The signal that explains the state, and the member by which it came in. */
    function rootOf(): { member: string; cause: HealthCause } | undefined {
      if (state === 'healthy') return undefined;
      if (own.length > 0 && ownState === state) {
        const [{ member, signal }] = own.sort(
          (a, b) =>
            healthRank(b.signal.state) - healthRank(a.signal.state) ||
            compare(a.member, b.member) ||
            compareSignals(a.signal, b.signal),
        );
        return { member, cause: causeOf(member, signal) };
      }
      const worst = below
        .filter(each => each.state !== 'healthy')
        .sort(
          (a, b) =>
            healthRank(b.state) - healthRank(a.state) ||
            compare(a.target, b.target) ||
            compare(a.member, b.member),
        )
        .find(each => results.get(each.target)!.cause);
      if (!worst) return undefined;
      const { cause } = results.get(worst.target)!;
      return { member: worst.member, cause: cause! };
    }

    /** Shortest way inside the circle, its last node left out where the cause names it itself. */
    function pathWithin(from: string, to: string): string[] {
      const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
      const queue = [from];
      for (const ref of queue) {
        if (ref === to) break;
        for (const next of dependenciesOf(ref)) {
          if (inside.has(next) && !cameFrom.has(next)) {
            cameFrom.set(next, ref);
            queue.push(next);
          }
        }
      }
      const path: string[] = [];
      for (let ref: string | undefined = to; ref; ref = cameFrom.get(ref)) {
        path.unshift(ref);
      }
      return root!.cause.path[0] === to ? path.slice(0, -1) : path;
    }
  }
}

function causeOf(entityRef: string, signal: HealthSignal): HealthCause {
  return {
    entityRef,
    signalId: signal.id,
    state: signal.state,
    reason: signal.reason,
    observedAt: signal.observedAt,
    path: [entityRef],
  };
}

function combine(
  own: HealthState | undefined,
  below: HealthState | undefined,
  ignoreUnknown: boolean,
): HealthState {
  if (own === undefined) return below ?? 'unknown';
  if (below === undefined) return own;
  return below === 'unknown' && ignoreUnknown ? own : worstOf([own, below]);
}

/** Members of a circle may depend on the same node; it counts once. */
function unique<T extends { target: string }>(items: T[]): T[] {
  return [...new Map(items.map(item => [item.target, item])).values()];
}

function compareSignals(a: HealthSignal, b: HealthSignal): number {
  return compare(a.id, b.id) || compare(a.reason, b.reason);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
