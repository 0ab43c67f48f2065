import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import {
  EdgeKind,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import { Controls, ReactFlow, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo, useRef } from 'react';
import { workloadTranslationRef } from '../../translation';
import { nodeTypes } from './MapNodes';
import styles from './ServiceMap.module.css';
import { layoutMap } from './layout';
import { toFlowEdges, toFlowNodes } from './toFlow';

const FIT = { padding: 0.05, maxZoom: 1 };

/** Props of {@link ServiceMapGraph}. */
export interface ServiceMapGraphProps {
  map: WorkloadMap;
  layers: Set<EdgeKind>;
  /** Ref of the node whose panel is open. */
  selected: string | undefined;
  onSelect: (ref: string | undefined) => void;
  /** Refs from an ill node down to where its illness comes from. */
  illPath: string[];
}

/** The map drawn. Nodes take the focus by Tab and open by click, Enter or Space. */
export function ServiceMapGraph(props: ServiceMapGraphProps) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const { palette } = useTheme();
  const { map, layers, selected, onSelect, illPath } = props;
  const byRef = useMemo(
    () => new Map(map.nodes.map(node => [node.entityRef, node])),
    [map],
  );
  const boxes = useMemo(() => layoutMap(map), [map]);
  const nodes = useMemo(() => {
    const labelOf = (node: MapNode) =>
      t('map.node', {
        title: node.title,
        type: node.type ?? node.kind,
        state: t(`health.${node.state}`),
      });
    return toFlowNodes({ boxes, byRef, selected, illPath, labelOf });
  }, [boxes, byRef, selected, illPath, t]);
  const edges = useMemo(
    () => toFlowEdges({ map, byRef, layers, illPath }),
    [map, byRef, layers, illPath],
  );
  return (
    <div className={styles.canvas}>
      <ReactFlow
        aria-label={t('map.graph', {
          name: byRef.get(map.workloadRef)?.title ?? '',
        })}
        colorMode={palette.type}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elevateNodesOnSelect={false}
        deleteKeyCode={null}
        minZoom={0.1}
        fitView
        fitViewOptions={FIT}
        onPaneClick={() => onSelect(undefined)}
        onNodesChange={changes => {
          for (const change of changes) {
            if (change.type !== 'select') continue;
            if (change.selected) onSelect(change.id);
            else if (change.id === selected) onSelect(undefined);
          }
        }}
      >
        <Controls showInteractive={false} />
        <FitAgain when={Boolean(selected)} />
      </ReactFlow>
    </div>
  );
}

/** Fits the map into the room that it has when the panel comes or goes. */
function FitAgain(props: { when: boolean }) {
  const { fitView } = useReactFlow();
  const before = useRef(props.when);
  useEffect(() => {
    if (before.current === props.when) return undefined;
    before.current = props.when;
    // Once the drawing knows its new size.
    const timer = setTimeout(() => fitView(FIT), 50);
    return () => clearTimeout(timer);
  }, [props.when, fitView]);
  return null;
}
