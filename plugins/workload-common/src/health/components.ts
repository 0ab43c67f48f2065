/**
 * Strongly connected components of a graph, each after all those that it leads
 * to. A node outside of every cycle is a component of its own.
 *
 * Tarjan's algorithm (1972) without recursion, so that a long chain cannot
 * exhaust the stack. Time is linear in nodes and edges.
 */
export function stronglyConnected(
  refs: string[],
  edgesOf: (ref: string) => string[],
): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const components: string[][] = [];

  for (const start of refs) {
    if (order.has(start)) continue;
    const calls = [enter(start)];
    while (calls.length > 0) {
      const call = calls[calls.length - 1];
      const next = call.edges[call.done++];
      if (next === undefined) {
        calls.pop();
        leave(call.ref, calls[calls.length - 1]?.ref);
      } else if (!order.has(next)) {
        calls.push(enter(next));
      } else if (isOpen.has(next)) {
        low.set(call.ref, Math.min(low.get(call.ref)!, order.get(next)!));
      }
    }
  }
  return components;

  function enter(ref: string) {
    order.set(ref, order.size);
    low.set(ref, order.get(ref)!);
    open.push(ref);
    isOpen.add(ref);
    return { ref, edges: edgesOf(ref), done: 0 };
  }

  function leave(ref: string, caller: string | undefined) {
    if (low.get(ref) === order.get(ref)) {
      const component = open.splice(open.lastIndexOf(ref));
      component.forEach(member => isOpen.delete(member));
      components.push(component);
    }
    if (caller !== undefined) {
      low.set(caller, Math.min(low.get(caller)!, low.get(ref)!));
    }
  }
}
