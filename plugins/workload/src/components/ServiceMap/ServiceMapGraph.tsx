import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { ReactFlow, ReactFlowProvider, ViewportPortal } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import {
  FocusEvent,
  KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { MapLines } from './MapLines';
import { nodeTypes } from './MapNodes';
import styles from './ServiceMap.module.css';
import { FOLD_ABOVE } from './folding';
import { MapScene } from './useScene';
import { toFlowNodes } from './toFlow';
import { serviceMapTranslationRef } from './translation';
import { useFlowWords } from './useFlowWords';
import { useMapCamera } from './useMapCamera';
import { WALK_KEYS, WalkKey, Walk } from './walk';
import { ZoomButtons } from './ZoomButtons';

/** Below this zoom no word on a part could be read. */
const FAR_ZOOM = 0.4;

/** Above so much to draw, only what is in sight is drawn. */
const CULL_ABOVE = 150;

/** Props of {@link ServiceMapGraph}. */
export interface ServiceMapGraphProps {
  map: WorkloadMap;
  scene: MapScene;
  /** Ref of the node whose panel is open. */
  selected: string | undefined;
  onSelect: (ref: string | undefined) => void;
  onFold: (id: string) => void;
  /** Refs that the reader looks for; absent: for nothing. */
  found: ReadonlySet<string> | undefined;
  /** Asks for a part to be shown and focused; a new object each time. */
  wanted?: { ref: string };
}

/** The map drawn. It is one stop of the tab key; arrow keys lead along its lines. */
export function ServiceMapGraph(props: ServiceMapGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

function Graph(props: ServiceMapGraphProps) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { palette } = useTheme();
  const { map, scene, selected, onSelect, onFold, found, wanted } = props;
  const { layout, lines, illLines, illIds, anchors } = scene;
  const words = useFlowWords(map);
  const camera = useMapCamera(layout, anchors);
  const [zoom, setZoom] = useState<number>();
  const isFar = (zoom ?? camera.start?.zoom ?? 1) < FAR_ZOOM;
  const areSpecks = isFar && map.nodes.length > FOLD_ABOVE;

  const walk = useMemo(
    () => new Walk(layout, [...lines, ...illLines]),
    [layout, lines, illLines],
  );
  const [stood, setStood] = useState<string>();
  const [isMoving, setMoving] = useState(false);
  const [focused, setFocused] = useState<string>();
  const active = [stood, selected].find(ref => ref && walk.has(ref));
  const nodes = useMemo(
    () =>
      toFlowNodes({
        layout,
        words,
        selected,
        active: active ?? walk.start,
        ill: illIds,
        found,
        isFar: areSpecks,
        onFold,
      }),
    [layout, words, selected, active, walk, illIds, found, areSpecks, onFold],
  );

  const { focus, show } = camera;
  useEffect(() => {
    if (wanted) focus(wanted.ref);
  }, [wanted, focus]);
  // What is opened by a link or in the panel comes into sight.
  useEffect(() => {
    if (selected) show(selected);
  }, [selected, show]);

  const onFocus = (event: FocusEvent) => {
    const ref = refOf(event.target);
    if (ref) setStood(ref);
    setFocused(ref);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && selected) {
      onSelect(undefined);
      event.stopPropagation();
      return;
    }
    const ref = refOf(event.target);
    if (!ref || event.altKey || event.ctrlKey || event.metaKey) return;
    if ((event.target as Element).closest('button')) return;
    const box = layout.boxes.find(each => each.id === ref);
    if (WALK_KEYS.includes(event.key as WalkKey)) {
      const next = walk.step(ref, event.key as WalkKey);
      if (next) focus(next);
    } else if (event.key === ' ' && box) {
      onFold(ref);
      focus(ref);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (box && !box.box.stamp) onFold(ref);
      else onSelect(ref);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onNodeClick = useCallback(
    (_: unknown, { id }: { id: string }) => {
      const box = layout.boxes.find(each => each.id === id);
      if (!box || box.box.stamp) onSelect(id);
      else if (box.isFolded) onFold(id);
      else onSelect(undefined);
    },
    [layout, onSelect, onFold],
  );
  return (
    // Keys and the focus are those of the parts within.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={camera.canvas}
      className={styles.canvas}
      data-far={isFar}
      data-moving={isMoving}
      onFocus={onFocus}
      onBlur={() => setFocused(undefined)}
      onKeyDownCapture={onKeyDown}
    >
      {camera.start && (
        <ReactFlow
          aria-label={t('graph.label', { name: titleOf(map) })}
          ariaLabelConfig={{
            'node.a11yDescription.default': t('graph.help'),
            'node.a11yDescription.keyboardDisabled': t('graph.help'),
          }}
          colorMode={palette.type}
          nodes={nodes}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          elementsSelectable={false}
          onlyRenderVisibleElements={nodes.length > CULL_ABOVE}
          autoPanOnNodeFocus={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          zoomActivationKeyCode={null}
          // The wheel is the page's; with Ctrl or by pinching it zooms.
          zoomOnScroll={false}
          preventScrolling={false}
          zoomOnDoubleClick={false}
          minZoom={0.05}
          defaultViewport={camera.start}
          onMoveStart={() => setMoving(true)}
          onMoveEnd={() => setMoving(false)}
          onMove={(_, viewport) => setZoom(viewport.zoom)}
          onNodeClick={onNodeClick}
          onPaneClick={() => onSelect(undefined)}
        >
          <ViewportPortal>
            <MapLines
              scene={scene}
              lookedAt={selected ?? focused}
              isFar={isFar}
            />
          </ViewportPortal>
          <ZoomButtons onFit={camera.fit} />
        </ReactFlow>
      )}
    </div>
  );
}

function refOf(target: EventTarget): string | undefined {
  const node = (target as Element).closest<HTMLElement>('.react-flow__node');
  return node?.dataset.id;
}

function titleOf(map: WorkloadMap): string {
  const root = map.nodes.find(node => node.entityRef === map.workloadRef);
  return root?.title ?? map.workloadRef;
}
