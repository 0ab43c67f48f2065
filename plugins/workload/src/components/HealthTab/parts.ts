import { MapNode, WorkloadMap } from '@plumbline/plugin-workload-common';

/** The parts of a workload as they can be chosen and are named. */
export interface Parts {
  /** The workload itself first, then by title. */
  options: { id: string; label: string }[];
  /** The ref itself while nothing better is known. */
  titleOf: (ref: string) => string;
}

/** The parts of a map; none while it is not there. */
export function partsOf(map: WorkloadMap | undefined): Parts {
  const nodes = [...(map?.nodes ?? [])].sort(
    (a, b) =>
      Number(b.entityRef === map?.workloadRef) -
        Number(a.entityRef === map?.workloadRef) ||
      a.title.localeCompare(b.title),
  );
  const titles = new Map(nodes.map(node => [node.entityRef, node.title]));
  return {
    options: nodes.map(node => ({ id: node.entityRef, label: labelOf(node) })),
    titleOf: ref => titles.get(ref) ?? ref,
  };
}

/** Parts of different stamps often have one title. */
function labelOf({ title, type, region }: MapNode): string {
  const more = [type, region].filter(Boolean).join(', ');
  return more ? `${title} (${more})` : title;
}
