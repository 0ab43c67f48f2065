import { WorkloadPage, WorkloadRow } from '@plumbline/plugin-workload-common';

/** Rows that stay where they are, with what they say now. */
export interface MergedRows {
  rows: WorkloadRow[];
  /** Those that say something else, as they were and as they are. */
  changed: { before: WorkloadRow; after: WorkloadRow }[];
  /** Whether the page would have other rows by now, or in another order. */
  moved: boolean;
}

/**
 * Brings rows on screen up to date without moving any. New ones join below while
 * the page has room for them, so that an empty one fills.
 *
 * @param others - rows that are on screen, but no longer on the page.
 */
export function mergeRows(
  shown: WorkloadRow[],
  page: WorkloadPage,
  others: WorkloadRow[] = [],
): MergedRows {
  const fresh = new Map([...others, ...page.items].map(row => [row.ref, row]));
  const stayed = shown.map(before => {
    const after = fresh.get(before.ref) ?? before;
    // The same object while it says the same: it is not drawn anew.
    return JSON.stringify(after) === JSON.stringify(before) ? before : after;
  });
  const there = new Set(shown.map(({ ref }) => ref));
  const room = Math.max(0, page.items.length - shown.length);
  const joined = page.items.filter(({ ref }) => !there.has(ref)).slice(0, room);
  const rows = [...stayed, ...joined];
  return {
    rows,
    changed: stayed.flatMap((after, i) =>
      after === shown[i] ? [] : [{ before: shown[i], after }],
    ),
    moved:
      page.items.map(({ ref }) => ref).join('\n') !==
      rows.map(({ ref }) => ref).join('\n'),
  };
}

/** Rows on screen that a newer page no longer has. */
export function leftBehind(shown: WorkloadRow[], page: WorkloadPage): string[] {
  const there = new Set(page.items.map(({ ref }) => ref));
  return shown.map(({ ref }) => ref).filter(ref => !there.has(ref));
}
