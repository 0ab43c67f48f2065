import {
  HealthState,
  MapNode,
  worstOf,
} from '@plumbline/plugin-workload-common';
import { BoxFlowNode, Look, PartFlowNode } from './MapNodes';
import { MapBox } from './boxes';
import { isFoldable } from './folding';
import { MapLayout, PlacedBox } from './layout/layoutMap';

/** A node that React Flow draws. */
export type MapFlowNode = PartFlowNode | BoxFlowNode;

/** Words for what is drawn. */
export interface FlowWords {
  state: (state: HealthState) => string;
  type: (node: MapNode) => string;
  title: (box: MapBox) => string;
  /** Name of a part or a stamp for those who do not see it. */
  label: (node: MapNode) => string;
  foldedLabel: (box: MapBox, state: HealthState) => string;
  fold: (box: MapBox, isFolded: boolean) => string;
  /** What a folded box hides. */
  hidden: (box: MapBox, found: number | undefined) => string;
}

/** What {@link toFlowNodes} draws. */
export interface FlowOptions {
  layout: MapLayout;
  words: FlowWords;
  selected: string | undefined;
  /** Where the tab key leads. */
  active: string | undefined;
  /** Ids of what is on the way to the cause. */
  ill: ReadonlySet<string>;
  /** Refs that the reader looks for; absent: for nothing. */
  found: ReadonlySet<string> | undefined;
  isFar: boolean;
  onFold: (id: string) => void;
}

/** The nodes that React Flow draws, boxes before what is in them. */
export function toFlowNodes(options: FlowOptions): MapFlowNode[] {
  return options.layout.boxes.flatMap(placed => [
    boxNode(placed, options),
    ...(options.isFar ? [] : partNodes(placed, options)),
  ]);
}

function boxNode(placed: PlacedBox, options: FlowOptions): BoxFlowNode {
  const { words, found, isFar, onFold } = options;
  const { box, isFolded, id } = placed;
  const isStop = Boolean(box.stamp) || isFolded;
  const state = isFolded ? stateOf(box) : box.stamp?.state;
  const foundInside = found
    ? box.members.filter(({ entityRef }) => found.has(entityRef)).length
    : undefined;
  let ariaLabel: string | undefined;
  if (isFolded) ariaLabel = words.foldedLabel(box, state!);
  else if (box.stamp) ariaLabel = words.label(box.stamp);
  return {
    id,
    type: 'box',
    ...frameOf(placed, isStop, options),
    ariaLabel,
    zIndex: 0,
    data: {
      placed,
      title: words.title(box),
      state,
      stateWord: state && words.state(state),
      hidden: isFolded ? words.hidden(box, foundInside) : undefined,
      isFar: isFar && !isFolded,
      foldLabel: isFoldable(box) ? words.fold(box, isFolded) : undefined,
      onFold,
      ...lookOf(id, options),
      isFound:
        found && isStop
          ? found.has(id) || (isFolded && Boolean(foundInside))
          : undefined,
    },
  };
}

function partNodes(placed: PlacedBox, options: FlowOptions): PartFlowNode[] {
  const { words } = options;
  return placed.parts.map(part => ({
    id: part.id,
    type: 'part',
    ...frameOf(part, true, options),
    ariaLabel: words.label(part.node),
    zIndex: 2,
    data: {
      node: part.node,
      state: words.state(part.node.state),
      type: words.type(part.node),
      ...lookOf(part.id, options),
    },
  }));
}

function frameOf(
  { id, x, y, width, height }: { id: string } & PlacedFrame,
  isStop: boolean,
  { active }: FlowOptions,
) {
  return {
    position: { x, y },
    width,
    height,
    // Nothing is connected by hand, and what is known needs not be measured.
    handles: [],
    focusable: isStop,
    ...(isStop && { domAttributes: { tabIndex: id === active ? 0 : -1 } }),
  };
}

interface PlacedFrame {
  x: number;
  y: number;
  width: number;
  height: number;
}

function lookOf(id: string, { ill, selected, found }: FlowOptions): Look {
  return {
    isIll: ill.has(id),
    isSelected: id === selected,
    isFound: found?.has(id),
  };
}

/** Of a stamp its own state, else the worst of what is inside. */
function stateOf({ stamp, members }: MapBox): HealthState {
  return stamp?.state ?? worstOf(members.map(node => node.state));
}
