import { Line } from './lines';
import { Placed } from './layoutMap';

interface Point {
  x: number;
  y: number;
}

const HEAD = 8;

/** How a line runs: its curve and the head at its end, as SVG paths. */
export interface LinePath {
  curve: string;
  head: string;
}

/**
 * A curve from the side of the source that faces the target. Lines lead from
 * bottom to top or the other way round, and sideways between neighbours.
 */
export function linePath({
  source,
  target,
}: Pick<Line, 'source' | 'target'>): LinePath {
  if (source.y + source.height <= target.y) {
    return vertical(
      { x: middle(source), y: source.y + source.height },
      { x: middle(target), y: target.y },
    );
  }
  if (target.y + target.height <= source.y) {
    return vertical(
      { x: middle(source), y: source.y },
      { x: middle(target), y: target.y + target.height },
    );
  }
  const leadsRight = source.x < target.x;
  return horizontal(
    {
      x: leadsRight ? source.x + source.width : source.x,
      y: source.y + source.height / 2,
    },
    {
      x: leadsRight ? target.x : target.x + target.width,
      y: target.y + target.height / 2,
    },
  );
}

function middle({ x, width }: Placed): number {
  return x + width / 2;
}

function vertical(from: Point, to: Point): LinePath {
  const way = Math.sign(to.y - from.y) || 1;
  const end = to.y - way * HEAD;
  const bend = (end - from.y) / 2;
  return {
    curve: `M${at(from)}C${at({ x: from.x, y: from.y + bend })} ${at({
      x: to.x,
      y: end - bend,
    })} ${at({ x: to.x, y: end })}`,
    head: `M${at(to)}L${at({ x: to.x - HEAD / 2, y: end })} ${at({
      x: to.x + HEAD / 2,
      y: end,
    })}Z`,
  };
}

function horizontal(from: Point, to: Point): LinePath {
  const way = Math.sign(to.x - from.x) || 1;
  const end = to.x - way * HEAD;
  const bend = (end - from.x) / 2;
  return {
    curve: `M${at(from)}C${at({ x: from.x + bend, y: from.y })} ${at({
      x: end - bend,
      y: to.y,
    })} ${at({ x: end, y: to.y })}`,
    head: `M${at(to)}L${at({ x: end, y: to.y - HEAD / 2 })} ${at({
      x: end,
      y: to.y + HEAD / 2,
    })}Z`,
  };
}

function at({ x, y }: Point): string {
  return `${Math.round(x)},${Math.round(y)}`;
}
