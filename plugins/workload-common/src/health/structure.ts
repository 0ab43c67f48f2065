import { stronglyConnected } from './components';
import { HealthNode } from './model';

/** How the nodes of a health model hang together. It does not change with their signals. */
export interface ModelStructure {
  byRef: Map<string, HealthNode>;
  /** What each node depends on within the model, sorted; never itself. */
  dependencies: Map<string, string[]>;
  /** Nodes in a circle are one component; each comes after all that it depends on. Members are sorted. */
  components: string[][];
  /** Place of each node's component. */
  componentOf: Map<string, number>;
  /** Places of the components that depend on a component, straight and sorted. */
  dependents: number[][];
}

/** The structure of a model. The order of nodes and edges does not matter to what follows from it. */
export function structureOf(nodes: HealthNode[]): ModelStructure {
  const byRef = new Map(nodes.map(node => [node.ref, node]));
  const dependencies = new Map(
    [...byRef.values()].map(node => [
      node.ref,
      [...new Set(node.dependsOn)]
        .filter(target => target !== node.ref && byRef.has(target))
        .sort(),
    ]),
  );
  const components = stronglyConnected(
    [...byRef.keys()].sort(),
    ref => dependencies.get(ref)!,
  ).map(members => members.sort());
  const componentOf = new Map<string, number>();
  components.forEach((members, place) =>
    members.forEach(member => componentOf.set(member, place)),
  );
  const dependents = components.map(() => new Set<number>());
  for (const [ref, targets] of dependencies) {
    const place = componentOf.get(ref)!;
    for (const target of targets) {
      const below = componentOf.get(target)!;
      if (below !== place) dependents[below].add(place);
    }
  }
  return {
    byRef,
    dependencies,
    components,
    componentOf,
    dependents: dependents.map(places => [...places].sort((a, b) => a - b)),
  };
}
