import { memo, useMemo } from 'react';
import { linePath } from './layout/linePath';
import { Line } from './layout/lines';
import { MapScene } from './useScene';
import styles from './ServiceMap.module.css';

/** From so far away, more lines than this are but a blur. */
const FAR_LINES_AT_MOST = 300;

/** Props of {@link MapLines}. */
export interface MapLinesProps {
  scene: Pick<MapScene, 'lines' | 'drawnLines' | 'illLines'>;
  /** What the reader looks at; its lines stand out. */
  lookedAt: string | undefined;
  isFar: boolean;
}

/**
 * All lines of the map, one path for each look: thousands of lines are then
 * painted as fast as a few. What they say is in the names of the parts.
 */
export const MapLines = memo(function Lines(props: MapLinesProps) {
  const { scene, lookedAt, isFar } = props;
  const { lines, drawnLines, illLines } = scene;
  const groups = useMemo(() => {
    const near = lines.filter(
      ({ source, target }) => source.id === lookedAt || target.id === lookedAt,
    );
    const isBlur = isFar && drawnLines.length > FAR_LINES_AT_MOST;
    return groupsOf(isBlur ? [] : drawnLines, near, illLines);
  }, [lines, drawnLines, illLines, lookedAt, isFar]);
  return (
    <svg aria-hidden className={styles.lines}>
      {groups.map(({ id, kind, look, curve, head }) => (
        <g key={id} className={styles.line} data-kind={kind} data-look={look}>
          <path d={curve} fill="none" />
          <path d={head} stroke="none" />
        </g>
      ))}
    </svg>
  );
});

/** Lines that look the same, as one curve and one set of heads. */
export interface LineGroup {
  id: string;
  kind: Line['kind'] | 'ill';
  /** Of the part that the reader looks at; `far` when others are. */
  look?: 'near' | 'far';
  curve: string;
  head: string;
}

/**
 * Sorts lines by how they look, in the order in which they are painted.
 *
 * @param near - those of what the reader looks at.
 * @param ill - those that lead to the cause.
 */
export function groupsOf(
  lines: Line[],
  near: Line[],
  ill: Line[],
): LineGroup[] {
  const groups = new Map<string, LineGroup>();
  const add = (
    { source, target }: Line,
    kind: LineGroup['kind'],
    look?: LineGroup['look'],
  ) => {
    const id = `${look ?? ''} ${kind}`;
    const { curve, head } = linePath({ source, target });
    const group = groups.get(id);
    if (group) {
      group.curve += curve;
      group.head += head;
    } else {
      groups.set(id, { id, kind, look, curve, head });
    }
  };
  const others = near.length > 0 ? 'far' : undefined;
  for (const line of lines) add(line, line.kind, others);
  for (const line of near) add(line, line.kind, 'near');
  for (const line of ill) add(line, 'ill');
  return [...groups.values()];
}
