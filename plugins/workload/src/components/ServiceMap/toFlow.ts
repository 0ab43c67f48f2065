import {
  EdgeKind,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import { Edge, MarkerType } from '@xyflow/react';
import { BoxFlowNode, PartFlowNode } from './MapNodes';
import { PlacedBox } from './layout';

const LINE = 'var(--bui-fg-secondary)';
const ILL_LINE = 'var(--bui-negative-fg-subdued)';

/** The nodes that React Flow draws, boxes before what is in them. */
export function toFlowNodes(options: {
  boxes: PlacedBox[];
  byRef: Map<string, MapNode>;
  selected: string | undefined;
  illPath: string[];
  labelOf: (node: MapNode) => string;
}): (PartFlowNode | BoxFlowNode)[] {
  const { boxes, byRef, selected, labelOf } = options;
  const ill = new Set(options.illPath);
  return boxes.flatMap(({ box, members, ...place }) => [
    {
      id: box.id,
      type: 'box' as const,
      position: { x: place.x, y: place.y },
      width: place.width,
      height: place.height,
      data: { box, ill: ill.has(box.id) },
      focusable: Boolean(box.stamp),
      selectable: Boolean(box.stamp),
      selected: selected === box.id,
      ariaLabel: box.stamp && labelOf(box.stamp),
      zIndex: 0,
    },
    ...members.map((member): PartFlowNode => {
      const node = byRef.get(member.id)!;
      return {
        id: member.id,
        type: 'part',
        parentId: box.id,
        position: { x: member.x, y: member.y },
        width: member.width,
        height: member.height,
        data: { node, ill: ill.has(member.id) },
        selected: selected === member.id,
        ariaLabel: labelOf(node),
        zIndex: 2,
      };
    }),
  ]);
}

/**
 * The edges that React Flow draws. A stamp stands around what it depends on of
 * its own, so these have no line.
 */
export function toFlowEdges(options: {
  map: WorkloadMap;
  byRef: Map<string, MapNode>;
  layers: Set<EdgeKind>;
  illPath: string[];
}): Edge[] {
  const { map, byRef, layers, illPath } = options;
  const ill = new Set(
    illPath.slice(1).map((target, i) => `${illPath[i]} ${target}`),
  );
  return map.edges
    .filter(edge => layers.has(edge.kind))
    .filter(
      ({ sourceRef, targetRef }) =>
        byRef.get(targetRef)?.stampRef !== sourceRef &&
        sourceRef !== map.workloadRef,
    )
    .map(({ sourceRef, targetRef, kind }) => {
      const isIll =
        kind === 'depends-on' && ill.has(`${sourceRef} ${targetRef}`);
      const color = isIll ? ILL_LINE : LINE;
      return {
        id: `${kind} ${sourceRef} ${targetRef}`,
        source: sourceRef,
        target: targetRef,
        focusable: false,
        selectable: false,
        interactionWidth: 0,
        // Counted from the nodes at its ends: above boxes, below parts.
        zIndex: -1,
        markerEnd: { type: MarkerType.ArrowClosed, color },
        style: {
          stroke: color,
          strokeWidth: isIll ? 4 : 1.5,
          strokeDasharray: kind === 'telemetry' ? '6 4' : undefined,
          opacity: isIll ? 1 : 0.7,
        },
      };
    });
}
