const DAY_SECONDS = 86_400;
const RELATIVE = /^([+-])(\d{1,4})d$/;

/** Whether a text is a date relative to the anchor, such as `-170d` or `+6d`. */
export function isRelativeDate(text: string): boolean {
  return RELATIVE.test(text);
}

/**
 * ISO 8601 time of a relative date. A past day counts from its start and a
 * coming one to its end (UTC), so that `+6d` reads as 6 whole days left on the
 * day of the anchor.
 *
 * @throws Error for a text that is not relative.
 */
export function resolveRelativeDate(
  text: string,
  anchorSeconds: number,
): string {
  const match = RELATIVE.exec(text);
  if (!match) {
    throw new Error(`'${text}' is not a date such as '-170d' or '+6d'`);
  }
  const [, sign, days] = match;
  const today = Math.floor(anchorSeconds / DAY_SECONDS) * DAY_SECONDS;
  const seconds =
    sign === '-'
      ? today - Number(days) * DAY_SECONDS
      : today + (Number(days) + 1) * DAY_SECONDS - 1;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
