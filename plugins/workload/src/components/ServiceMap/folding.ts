import { MapBox } from './boxes';

/** Above so many parts, boxes are folded until the reader opens them. */
export const FOLD_ABOVE = 300;

/** What else than a stamp is folded then: a box with more parts than this. */
const LARGE_BOX = 100;

/** What the reader said about folding. */
export interface Folding {
  /** Of every box that can be; by the size of the map when absent. */
  fold?: 'all' | 'none';
  /** Ids of boxes that are the other way round. */
  toggled: string[];
}

/** Whether a box can be drawn without its inside. */
export function isFoldable({ kind, members }: MapBox): boolean {
  return members.length > 0 && kind !== 'workload';
}

/**
 * Ids of the boxes that are drawn without their inside. The boxes of parts that
 * are looked at are open whatever was said about them.
 *
 * @param lookedAt - refs.
 */
export function foldedBoxes(
  boxes: MapBox[],
  folding: Folding,
  lookedAt: string[] = [],
): Set<string> {
  const { fold, toggled } = folding;
  const parts = boxes.reduce((sum, box) => sum + box.members.length, 0);
  const byDefault = (box: MapBox) => {
    if (fold) return fold === 'all';
    if (parts <= FOLD_ABOVE) return false;
    return box.kind === 'stamp' || box.members.length > LARGE_BOX;
  };
  return new Set(
    boxes
      .filter(isFoldable)
      .filter(box => byDefault(box) !== toggled.includes(box.id))
      .filter(box => !holds(box, lookedAt))
      .map(({ id }) => id),
  );
}

/** What comes of folding an open box, or opening a folded one. */
export interface FoldStep {
  toggled: string[];
  /** Whether something that is looked at goes out of sight. */
  hides: boolean;
}

/** Folds a box, or opens it. */
export function foldStep(
  boxes: MapBox[],
  folding: Folding,
  lookedAt: string[],
  id: string,
): FoldStep {
  const box = boxes.find(each => each.id === id);
  const hides = Boolean(box && holds(box, lookedAt));
  const { toggled } = folding;
  // It was open only for what is looked at.
  if (hides && foldedBoxes(boxes, folding).has(id)) return { toggled, hides };
  return {
    toggled: toggled.includes(id)
      ? toggled.filter(each => each !== id)
      : [...toggled, id],
    hides,
  };
}

function holds({ members }: MapBox, refs: string[]): boolean {
  return (
    refs.length > 0 && members.some(({ entityRef }) => refs.includes(entityRef))
  );
}
