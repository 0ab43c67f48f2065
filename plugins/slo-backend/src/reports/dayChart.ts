import { formatShare } from '@plumbline/plugin-slo-common';
import { COLOURS } from './colours';

const WIDTH = 515;
const HEIGHT = 120;
const LEFT = 44;
const BOTTOM = 16;
const TOP = 6;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100];
const LINES = 4;

/**
 * A bar for each day of a month, as SVG: the share of a budget that it spent.
 *
 * @param month - such as `2026-11`.
 * @param spent - by day, such as `2026-11-21`; 1 is a whole budget.
 */
export function dayChart(
  month: string,
  spent: ReadonlyMap<string, number>,
): string {
  const days = daysOf(month);
  const most = Math.max(...spent.values(), 0);
  const step = STEPS.find(each => each * LINES >= most) ?? most / LINES;
  const lines = Math.max(1, Math.ceil(most / step - 1e-9));
  const top = lines * step;
  const y = (share: number) =>
    HEIGHT - BOTTOM - (share / top) * (HEIGHT - BOTTOM - TOP);
  const slot = (WIDTH - LEFT) / days.length;
  const grid = Array.from({ length: lines + 1 }, (_, index) => {
    const at = y(index * step).toFixed(1);
    const label = formatShare(index * step);
    const words = text(LEFT - 5, Number(at) + 2.5, label, 'end');
    return `<line x1="${LEFT}" y1="${at}" x2="${WIDTH}" y2="${at}" stroke="${COLOURS.line}" stroke-width="0.5"/>${words}`;
  });
  const bars = days.map((day, index) => {
    const share = spent.get(day) ?? 0;
    const x = LEFT + index * slot;
    const label =
      index % 5 === 0
        ? text(x + slot / 2, HEIGHT - 4, String(index + 1), 'middle')
        : '';
    if (share <= 0) return label;
    const height = Math.max(0.75, y(0) - y(share));
    return `<rect x="${(x + slot * 0.15).toFixed(1)}" y="${(
      y(0) - height
    ).toFixed(1)}" width="${(slot * 0.7).toFixed(1)}" height="${height.toFixed(
      1,
    )}" fill="${share === most ? COLOURS.bad : COLOURS.bar}"/>${label}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${grid.join(
    '',
  )}${bars.join('')}</svg>`;
}

function daysOf(month: string): string[] {
  const [year, number] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from(
    { length: count },
    (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`,
  );
}

function text(x: number, y: number, words: string, anchor: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(
    1,
  )}" font-family="Roboto" font-size="7.5" fill="${
    COLOURS.quiet
  }" text-anchor="${anchor}">${words.replace(/</g, '&lt;')}</text>`;
}
