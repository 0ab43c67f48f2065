import { useCallback, useRef } from 'react';

/**
 * Does something at most once in a while, however often it is asked for.
 *
 * @returns `soon`: has it done as soon as so many milliseconds lie between two
 * times. `cancel`: what was asked for is not done.
 */
export function useTurns(act: () => unknown) {
  const newest = useRef(act);
  newest.current = act;
  const state = useRef<{ timer?: ReturnType<typeof setTimeout>; due: number }>({
    due: Infinity,
  });
  const lastAt = useRef(0);
  const cancel = useCallback(() => {
    clearTimeout(state.current.timer);
    state.current = { due: Infinity };
  }, []);
  const soon = useCallback(
    (pauseMs: number) => {
      const due = Math.max(Date.now(), lastAt.current + pauseMs);
      if (due >= state.current.due) return;
      cancel();
      const timer = setTimeout(() => {
        state.current = { due: Infinity };
        lastAt.current = Date.now();
        newest.current();
      }, due - Date.now());
      state.current = { timer, due };
    },
    [cancel],
  );
  return { soon, cancel };
}
