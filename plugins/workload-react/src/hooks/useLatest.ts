import { useRef } from 'react';
import { Read } from './useRead';

/** A read that keeps what it showed until the value of a new question is there. */
export type LatestRead<T> = Read<T> & {
  /** Whether what is shown answers an older question. */
  isStale: boolean;
};

/** Keeps the rows on screen while those of another page or filter are fetched. */
export function useLatest<T>(read: Read<T>): LatestRead<T> {
  const last = useRef<T>();
  if (read.value !== undefined) last.current = read.value;
  return {
    ...read,
    value: read.value ?? last.current,
    isStale: read.value === undefined,
  };
}
