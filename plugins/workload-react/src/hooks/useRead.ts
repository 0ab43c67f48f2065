import {
  DependencyList,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';

/** What a read has come to. */
export interface Read<T> {
  /** The last good value. */
  value?: T;
  /** Why the newest read failed; absent when it did not. */
  error?: Error;
  loading: boolean;
  /** ISO 8601, when `value` was read. */
  readAt?: string;
  retry: () => void;
}

/**
 * Reads when `deps` change, and again every `everyMs` when given. A read that
 * is overtaken by a newer one is dropped. Keeps the last good value when a
 * later read with the same `deps` fails.
 */
export function useRead<T>(
  read: () => Promise<T>,
  deps: DependencyList,
  options: { everyMs?: number } = {},
): Read<T> {
  const [state, setState] = useState<Omit<Read<T>, 'retry'>>({ loading: true });
  const newest = useRef(0);
  const run = useCallback(
    async (fresh: boolean) => {
      const mine = ++newest.current;
      setState(last =>
        fresh ? { loading: true } : { ...last, loading: true },
      );
      try {
        const value = await read();
        if (mine !== newest.current) return;
        setState({ value, loading: false, readAt: new Date().toISOString() });
      } catch (error) {
        if (mine !== newest.current) return;
        setState(last => ({ ...last, error: error as Error, loading: false }));
      }
    },
    // The caller names what the read depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    deps,
  );
  const abandon = useCallback(() => {
    newest.current += 1;
  }, []);
  useEffect(() => {
    run(true);
    const timer = options.everyMs
      ? setInterval(() => run(false), options.everyMs)
      : undefined;
    return () => {
      abandon();
      clearInterval(timer);
    };
  }, [run, abandon, options.everyMs]);
  const retry = useCallback(() => {
    run(false);
  }, [run]);
  return { ...state, retry };
}
