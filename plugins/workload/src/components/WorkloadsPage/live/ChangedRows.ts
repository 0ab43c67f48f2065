import { createContext, useContext } from 'react';

/** Refs of rows that changed at the last update. */
export const ChangedRows = createContext<ReadonlySet<string>>(new Set());

/** Whether a row changed just now. */
export function useJustChanged(ref: string): boolean {
  return useContext(ChangedRows).has(ref);
}
