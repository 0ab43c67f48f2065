import { useEffect } from 'react';

/**
 * Repeats something while the page can be seen, and at once when it comes back into sight.
 *
 * @param act - the same function while it does the same.
 */
export function useWhileVisible(act: () => void, everyMs: number): void {
  useEffect(() => {
    const actIfSeen = () => {
      if (document.visibilityState === 'visible') act();
    };
    const timer = setInterval(actIfSeen, everyMs);
    document.addEventListener('visibilitychange', actIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', actIfSeen);
    };
  }, [act, everyMs]);
}
