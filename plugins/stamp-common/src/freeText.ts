/** Most characters of a wrong value that a message repeats. */
const SHOWN = 60;

/**
 * A wrong value as a message shows it: in quotes, cut, and with every
 * character that is not plain ASCII written as its code, so that what only
 * looks like a letter, or is not seen at all, is seen.
 */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  const start = [...text.slice(0, 2 * SHOWN)].slice(0, SHOWN).join('');
  const shown = JSON.stringify(start).replace(
    /[^\x20-\x7e]/gu,
    char => `\\u{${char.codePointAt(0)!.toString(16)}}`,
  );
  return start.length < text.length ? `${shown}…` : shown;
}

/**
 * Whether a text is one line that reads as it is stored: no control
 * characters, no line breaks, nothing invisible that turns the direction of
 * what follows, and no blanks at its ends.
 */
export function isOneLine(text: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]/u.test(text) && text === text.trim();
}

/** Characters of a text as people count them: one for what takes two UTF-16 units. */
export function lengthOf(text: string): number {
  const pairs = text.slice(0, 2000).match(/[\ud800-\udbff][\udc00-\udfff]/g);
  return text.length - (pairs?.length ?? 0);
}
