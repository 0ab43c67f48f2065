import {
  MapNode,
  WorkloadMap,
  healthRank,
} from '@plumbline/plugin-workload-common';
import { useMemo } from 'react';
import { MapBox } from './boxes';
import { causesOf } from './illness';
import { typeOf } from './matching';
import { TableOrder } from './useMapQuery';
import { useBoxTitle } from './useBoxTitle';

/** A part as a row: all that its place and its lines say, in words. */
export interface PartRow {
  id: string;
  node: MapNode;
  where: string;
  reason?: string;
  /** Titles on the way to the cause. */
  way: string[];
  dependsOn: string[];
  neededBy: string[];
  sendsTo: string[];
}

const COMPARE: Record<TableOrder, (a: PartRow, b: PartRow) => number> = {
  state: (a, b) => healthRank(a.node.state) - healthRank(b.node.state),
  name: (a, b) => a.node.title.localeCompare(b.node.title),
  type: (a, b) => typeOf(a.node).localeCompare(typeOf(b.node)),
  where: (a, b) => a.where.localeCompare(b.where),
};

/** The parts of the shown layers that the reader looks for, in order. */
export function useTableRows(
  map: WorkloadMap,
  boxes: MapBox[],
  found: ReadonlySet<string> | undefined,
  orderBy: TableOrder,
  order: 'asc' | 'desc',
): PartRow[] {
  const titleOf = useBoxTitle();
  const rows = useMemo(
    () => rowsOf(map, boxes, titleOf),
    [map, boxes, titleOf],
  );
  return useMemo(() => {
    const shown = found ? rows.filter(row => found.has(row.id)) : rows;
    const way = order === 'asc' ? 1 : -1;
    return [...shown].sort(
      (a, b) =>
        way * COMPARE[orderBy](a, b) ||
        a.node.title.localeCompare(b.node.title),
    );
  }, [rows, found, orderBy, order]);
}

function rowsOf(
  map: WorkloadMap,
  boxes: MapBox[],
  titleOf: ReturnType<typeof useBoxTitle>,
): PartRow[] {
  const places = new Map(
    boxes.flatMap(box =>
      [...box.members, ...(box.stamp ? [box.stamp] : [])].map(
        (node): [string, string] => [node.entityRef, titleOf(box)],
      ),
    ),
  );
  const byRef = new Map(map.nodes.map(node => [node.entityRef, node]));
  const titleOfRef = (ref: string) => byRef.get(ref)?.title ?? ref;
  const rows = new Map(
    map.nodes.map((node): [string, PartRow] => {
      const [cause] = causesOf(node);
      return [
        node.entityRef,
        {
          id: node.entityRef,
          node,
          where: places.get(node.entityRef) ?? '',
          reason: cause?.reason,
          way: cause?.path.slice(1).map(titleOfRef) ?? [],
          dependsOn: [],
          neededBy: [],
          sendsTo: [],
        },
      ];
    }),
  );
  for (const { kind, sourceRef, targetRef } of map.edges) {
    const source = rows.get(sourceRef);
    const target = rows.get(targetRef);
    if (!source || !target) continue;
    if (kind === 'telemetry') {
      source.sendsTo.push(target.node.title);
      continue;
    }
    // What is in a stamp says so by where it is.
    if (target.node.stampRef === sourceRef) continue;
    source.dependsOn.push(target.node.title);
    target.neededBy.push(source.node.title);
  }
  return [...rows.values()].filter(({ id }) => places.has(id));
}
