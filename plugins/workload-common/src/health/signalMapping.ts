import { WorkloadGraph } from '../graph/model';
import { NodeSignal } from '../summary';
import { applyImpact } from './aggregate';
import { HealthModel, SignalMapping } from './healthModel';
import { matchesSignal, mostParticular } from './signals';
import { userFlowRef } from './userFlows';

/** What holds where a model does not say otherwise: maturity is posture, shown and not rolled up. */
export const DEFAULT_MAPPING: SignalMapping[] = [
  { signal: 'maturity/*', impact: 'suppressed' },
];

/** Signals by the node that they are about; nodes without any are left out. */
export interface MappedSignals {
  /** As they came, for whoever looks at the node. */
  shown: Map<string, NodeSignal[]>;
  /** With their own impact applied, as they count for the node. */
  counted: Map<string, NodeSignal[]>;
}

/**
 * Puts signals to the nodes that they count for. Of the mappings that fit a
 * signal one holds: one for its entity before one for any, then the most
 * particular. A signal of an entity outside of the graph is the workload's. User
 * flows have the signals that they name, which stay with their own nodes too.
 *
 * @param graph - with its user flows.
 */
export function mapSignals(
  graph: WorkloadGraph,
  signals: NodeSignal[],
  model: Pick<HealthModel, 'mapping' | 'userFlows'>,
): MappedSignals {
  const refs = new Set(graph.nodes.map(node => node.entityRef));
  const nodeOf = (ref: string) => (refs.has(ref) ? ref : graph.workloadRef);
  const shown = new Map<string, NodeSignal[]>();
  const counted = new Map<string, NodeSignal[]>();
  for (const signal of signals) {
    const mapping = mappingOf(signal, model.mapping);
    const nodes = new Set([
      nodeOf(mapping?.node ?? signal.entityRef),
      ...model.userFlows
        .filter(flow => flow.signals.some(id => matchesSignal(id, signal.id)))
        .map(flow => nodeOf(userFlowRef(flow.id))),
    ]);
    const state = applyImpact(signal.state, mapping?.impact ?? 'standard');
    for (const node of nodes) {
      push(shown, node, signal);
      if (!state) continue;
      push(
        counted,
        node,
        state === signal.state ? signal : { ...signal, state },
      );
    }
  }
  return { shown, counted };
}

function mappingOf(
  signal: NodeSignal,
  mapping: SignalMapping[],
): SignalMapping | undefined {
  const best = (entries: SignalMapping[]) =>
    mostParticular(entries, each => each.signal, signal.id);
  return (
    best(mapping.filter(({ of }) => of === signal.entityRef)) ??
    best(mapping.filter(({ of }) => of === undefined)) ??
    best(DEFAULT_MAPPING)
  );
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
