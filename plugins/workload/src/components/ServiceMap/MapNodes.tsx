import { MapNode } from '@plumbline/plugin-workload-common';
import { toneOfHealth } from '@plumbline/plugin-workload-react';
import { Handle, Node, NodeProps, Position } from '@xyflow/react';
import { HealthLabel } from '../HealthLabel';
import { TypeIcon } from './TypeIcon';
import { MapBox } from './boxes';
import styles from './ServiceMap.module.css';
import { useBoxTitle } from './useBoxTitle';

/** A part of the workload on the map. */
export type PartFlowNode = Node<{ node: MapNode; ill: boolean }, 'part'>;

/** A frame on the map. */
export type BoxFlowNode = Node<{ box: MapBox; ill: boolean }, 'box'>;

function PartNode({ data, selected }: NodeProps<PartFlowNode>) {
  const { node, ill } = data;
  return (
    <div
      className={styles.part}
      data-tone={toneOfHealth(node.state)}
      data-ill={ill}
      data-selected={selected}
      title={[node.title, node.type ?? node.kind, node.cause?.reason]
        .filter(Boolean)
        .join('\n')}
    >
      <Anchors />
      <TypeIcon node={node} />
      <span className={styles.partText}>
        <span className={styles.partTitle}>{node.title}</span>
        <span className={styles.partState}>
          <HealthLabel state={node.state} />
          <span className={styles.partType}>{node.type ?? node.kind}</span>
        </span>
      </span>
    </div>
  );
}

function BoxNode({ data, selected }: NodeProps<BoxFlowNode>) {
  const titleOf = useBoxTitle();
  const { box, ill } = data;
  return (
    <div
      className={styles.box}
      data-ill={ill}
      data-selected={selected && Boolean(box.stamp)}
    >
      <Anchors />
      <div className={styles.boxHeader}>
        <span className={styles.boxTitle}>{titleOf(box)}</span>
        {box.stamp && <HealthLabel state={box.stamp.state} />}
      </div>
    </div>
  );
}

/** Where edges begin and end; nobody draws edges here. */
function Anchors() {
  return (
    <>
      <Handle
        type="target"
        position={Position.Top}
        className={styles.handle}
        isConnectable={false}
      />
      <Handle
        type="source"
        position={Position.Bottom}
        className={styles.handle}
        isConnectable={false}
      />
    </>
  );
}

/** How React Flow draws each kind of node. */
export const nodeTypes = { part: PartNode, box: BoxNode };
