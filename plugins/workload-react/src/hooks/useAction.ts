import { useCallback, useEffect, useRef, useState } from 'react';

/** A write that the reader starts. */
export interface Action<A extends unknown[]> {
  running: boolean;
  /** Why the last attempt failed. */
  error?: Error;
  /** Does nothing while it runs. */
  run: (...args: A) => Promise<void>;
}

/** Runs a write once at a time and keeps what went wrong. */
export function useAction<A extends unknown[]>(
  act: (...args: A) => Promise<void>,
): Action<A> {
  const [state, setState] = useState<{ running: boolean; error?: Error }>({
    running: false,
  });
  const newest = useRef(act);
  newest.current = act;
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = useCallback(async (...args: A) => {
    if (running.current) return;
    running.current = true;
    setState({ running: true });
    let error: Error | undefined;
    try {
      await newest.current(...args);
    } catch (e) {
      error = e as Error;
    }
    running.current = false;
    if (mounted.current) setState({ running: false, error });
  }, []);
  return { ...state, run };
}
