import { HealthState, MapNode } from '@plumbline/plugin-workload-common';
import { ToneLabel, toneOfHealth } from '@plumbline/plugin-workload-react';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiNotification3Fill,
} from '@remixicon/react';
import { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { TypeIcon } from './TypeIcon';
import { PlacedBox } from './layout/layoutMap';
import styles from './ServiceMap.module.css';

/** How something stands out on the map. */
export type Look = {
  /** On the way to the cause. */
  isIll: boolean;
  isSelected: boolean;
  /** What the reader looks for, or not; absent while they look for nothing. */
  isFound?: boolean;
};

/** A part of the workload on the map. */
export type PartFlowNode = Node<
  Look & { node: MapNode; state: string; type: string },
  'part'
>;

/** A frame on the map. */
export type BoxFlowNode = Node<
  Look & {
    placed: PlacedBox;
    title: string;
    /** Its own, or the worst of what a folded one hides. */
    state?: HealthState;
    stateWord?: string;
    /** What a folded one hides, in words. */
    hidden?: string;
    /** Draws the parts as specks, from so far away that none could be read. */
    isFar: boolean;
    foldLabel?: string;
    onFold: (id: string) => void;
  },
  'box'
>;

const PartNode = memo(function Part({ data }: NodeProps<PartFlowNode>) {
  const { node, state, type, isIll, isSelected, isFound } = data;
  const alert = node.alert?.state === 'open' ? node.alert : undefined;
  return (
    <div
      className={styles.part}
      data-tone={toneOfHealth(node.state)}
      data-ill={isIll}
      data-selected={isSelected}
      data-found={isFound}
      title={[node.title, type, node.cause?.reason].filter(Boolean).join('\n')}
    >
      <TypeIcon node={node} />
      <span className={styles.partText}>
        <span className={styles.partTitle}>{node.title}</span>
        <span className={styles.partState}>
          <ToneLabel tone={toneOfHealth(node.state)}>{state}</ToneLabel>
          <span className={styles.partType}>{type}</span>
        </span>
      </span>
      {alert && (
        <span
          className={styles.severity}
          data-quiet={Boolean(alert.suppressed)}
        >
          <RiNotification3Fill aria-hidden size={12} />
          {alert.severity}
        </span>
      )}
    </div>
  );
});

const BoxNode = memo(function Box({ id, data }: NodeProps<BoxFlowNode>) {
  const { placed, title, state, stateWord, hidden, isFar } = data;
  const { foldLabel, onFold, isIll, isSelected, isFound } = data;
  const { isFolded } = placed;
  const Icon = isFolded ? RiArrowRightSLine : RiArrowDownSLine;
  return (
    <div
      className={styles.box}
      data-kind={placed.box.kind}
      data-folded={isFolded}
      data-tone={isFolded && state ? toneOfHealth(state) : undefined}
      data-ill={isIll}
      data-selected={isSelected}
      data-found={isFound}
    >
      <div className={styles.boxHeader}>
        {foldLabel && (
          <button
            type="button"
            // The map is one stop of the tab key; Space folds there.
            tabIndex={-1}
            className={`${styles.fold} nodrag nopan`}
            aria-label={foldLabel}
            aria-expanded={!isFolded}
            onClick={event => {
              event.stopPropagation();
              onFold(id);
            }}
          >
            <Icon aria-hidden size={18} />
          </button>
        )}
        <span className={styles.boxTitle} title={title}>
          {title}
        </span>
        {state && (
          <ToneLabel tone={toneOfHealth(state)}>
            <span className={styles.stateWord}>{stateWord}</span>
          </ToneLabel>
        )}
      </div>
      {hidden && <div className={styles.boxHidden}>{hidden}</div>}
      {isFar && <Specks placed={placed} />}
    </div>
  );
});

/** The parts of a box from far away: where they are and how they do. */
function Specks({ placed }: { placed: PlacedBox }) {
  return (
    <svg
      aria-hidden
      className={styles.specks}
      width={placed.width}
      height={placed.height}
    >
      {placed.parts.map(({ id, node, x, y, width, height }) => (
        <rect
          key={id}
          x={x - placed.x}
          y={y - placed.y}
          width={width}
          height={height}
          data-tone={toneOfHealth(node.state)}
        />
      ))}
    </svg>
  );
}

/** How React Flow draws each kind of node. */
export const nodeTypes = { part: PartNode, box: BoxNode };
