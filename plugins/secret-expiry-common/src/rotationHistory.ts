import { PreviousVersion } from './credential';
import { DAY_MS } from './stages';

/** How one version of a credential came to be replaced. */
export interface PastRotation {
  /** ISO 8601, when the next version took over. */
  replacedAt: string;
  /**
   * Whole days between the replacement and the old version's expiry: positive
   * when it was in time, negative when late, 0 within a day of it either way.
   * Absent when the old version had no expiry date.
   */
  marginDays?: number;
}

/** What past replacements say, newest first: rotated when, and how long before or after its date. */
export function rotationHistory(previous: PreviousVersion[]): PastRotation[] {
  return [...previous]
    .sort((a, b) => Date.parse(b.replaced) - Date.parse(a.replaced))
    .map(({ expires, replaced }) => ({
      replacedAt: replaced,
      marginDays:
        expires === undefined ? undefined : daysBetween(replaced, expires),
    }));
}

function daysBetween(from: string, to: string): number {
  const days = Math.trunc((Date.parse(to) - Date.parse(from)) / DAY_MS);
  // Not -0, which JSON and equality treat differently from 0.
  return days === 0 ? 0 : days;
}
