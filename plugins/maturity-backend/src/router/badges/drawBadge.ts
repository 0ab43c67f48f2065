/** What a badge says: a label and the level, as far as it is known. */
export interface Badge {
  label: string;
  /** Absent when nothing is known. */
  level?: { proven: number; top: number };
}

const LABEL_COLOUR = '#3d3d3d';
// White text on each of them has a contrast of at least 5:1.
const UNKNOWN_COLOUR = '#5f5f5f';
const LEVEL_COLOURS = ['#8f4700', '#1d5fa8', '#1a6b3c'];

const HEIGHT = 20;
const PADDING = 7;
const FONT_SIZE = 11;

/**
 * A flat badge as SVG. The level is in words, beside its colour, and in the
 * title that a screen reader says.
 */
export function drawBadge({ label, level }: Badge): string {
  const value = level ? `level ${level.proven} of ${level.top}` : 'unknown';
  const colour = level ? colourOf(level) : UNKNOWN_COLOUR;
  const left = widthOf(label);
  const right = widthOf(value);
  const leftBox = left + 2 * PADDING;
  const rightBox = right + 2 * PADDING;
  const width = leftBox + rightBox;
  const title = escaped(`${label}: ${value}`);
  const text = (words: string, x: number, length: number) =>
    `<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(
      words,
    )}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)">`,
    `<rect width="${leftBox}" height="${HEIGHT}" fill="${LABEL_COLOUR}"/>`,
    `<rect x="${leftBox}" width="${rightBox}" height="${HEIGHT}" fill="${colour}"/>`,
    `</g>`,
    `<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="${FONT_SIZE}">`,
    text(label, PADDING, left),
    text(value, leftBox + PADDING, right),
    `</g>`,
    `</svg>`,
  ].join('');
}

function colourOf({ proven, top }: { proven: number; top: number }): string {
  const third = Math.floor((proven / top) * LEVEL_COLOURS.length);
  return LEVEL_COLOURS[Math.min(third, LEVEL_COLOURS.length - 1)];
}

/** About how wide Verdana draws a text, in pixels; the drawing is told to keep to it. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[ijl.,:;'|!() ]/.test(character)) width += 4.2;
    else if (/[mwMW@%]/.test(character)) width += 10.5;
    else if (/[A-Z0-9]/.test(character)) width += 7.3;
    else if (character <= '\u024f') width += 6.6;
    else width += 11;
  }
  return Math.max(1, Math.round(width));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
