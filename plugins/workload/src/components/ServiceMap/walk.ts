import { Line } from './layout/lines';
import { MapLayout, Placed } from './layout/layoutMap';

/** Keys that lead from one part to another. */
export const WALK_KEYS = [
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
] as const;

/** One of {@link WALK_KEYS}. */
export type WalkKey = (typeof WALK_KEYS)[number];

/**
 * The ways by keyboard through a map. Down follows a line, or leads into a box;
 * up follows one back, or leads out of the box. Left and right lead to where
 * else the line that was followed last could have led; past these, and
 * everywhere else, through all that is drawn in reading order, so that nothing
 * is out of reach.
 */
export class Walk {
  readonly #order: string[];
  readonly #down = new Map<string, string[]>();
  readonly #up = new Map<string, string[]>();
  /** Where else the last step could have led. */
  #beside: string[] = [];

  /** @param lines - those that are drawn. */
  constructor({ boxes }: MapLayout, lines: Line[]) {
    this.#order = boxes.flatMap(({ id, box, parts }) => [
      ...(isStop(box.kind, parts.length) ? [id] : []),
      ...parts.map(part => part.id),
    ]);
    const places = new Map<string, Placed>();
    for (const box of boxes) {
      for (const each of [box, ...box.parts]) places.set(each.id, each);
    }
    const byPlace = (refs: string[]) =>
      [...new Set(refs)].sort((a, b) => {
        const [one, other] = [places.get(a)!, places.get(b)!];
        return one.y - other.y || one.x - other.x;
      });
    for (const { source, target } of lines) {
      push(this.#down, source.id, target.id);
      push(this.#up, target.id, source.id);
    }
    for (const { id, box, parts } of boxes) {
      if (!isStop(box.kind, parts.length)) continue;
      const inside = new Set(parts.map(part => part.id));
      const entries = parts.filter(
        part => !this.#up.get(part.id)?.some(ref => inside.has(ref)),
      );
      for (const part of entries) {
        push(this.#down, id, part.id);
        push(this.#up, part.id, id);
      }
    }
    for (const ways of [this.#down, this.#up]) {
      for (const [ref, refs] of ways) ways.set(ref, byPlace(refs));
    }
  }

  /** Where the first step begins: the first part. */
  get start(): string | undefined {
    return this.#order[0];
  }

  /** Whether one can stand there. */
  has(ref: string): boolean {
    return this.#order.includes(ref);
  }

  /** Where a key leads; `undefined` when it leads nowhere. */
  step(from: string, key: WalkKey): string | undefined {
    switch (key) {
      case 'Home':
      case 'End':
        this.#beside = [];
        return this.#order.at(key === 'Home' ? 0 : -1);
      case 'ArrowDown':
        return this.#along(this.#down.get(from));
      case 'ArrowUp':
        return this.#along(this.#up.get(from));
      default:
        return this.#sideways(from, key === 'ArrowRight' ? 1 : -1);
    }
  }

  #along(ways: string[] | undefined): string | undefined {
    if (!ways) return undefined;
    this.#beside = ways;
    return ways[0];
  }

  #sideways(from: string, by: 1 | -1): string | undefined {
    const place = this.#beside.indexOf(from);
    const beside = place < 0 ? undefined : this.#beside[place + by];
    if (beside !== undefined) return beside;
    this.#beside = [];
    const next = this.#order.indexOf(from) + by;
    return next < 0 ? undefined : this.#order[next];
  }
}

/** Whether a box is something by itself: a stamp, or folded. */
function isStop(kind: string, shown: number): boolean {
  return kind === 'stamp' || shown === 0;
}

function push(ways: Map<string, string[]>, from: string, to: string) {
  const list = ways.get(from);
  if (list) list.push(to);
  else ways.set(from, [to]);
}
