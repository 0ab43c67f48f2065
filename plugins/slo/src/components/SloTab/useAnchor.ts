import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Takes the reader to the part of the page that the address names, once it is
 * there: the browser itself looks before the data has come.
 *
 * @param ready - whether the parts are drawn.
 */
export function useAnchor(ready: boolean): void {
  const { hash, key } = useLocation();
  useEffect(() => {
    if (!ready || hash.length < 2) return;
    const target = document.getElementById(idIn(hash));
    target?.scrollIntoView?.({ block: 'start' });
    target?.focus({ preventScroll: true });
    // A link to the same place leads there again.
  }, [ready, hash, key]);
}

function idIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    // Not encoded, as somebody typed it.
    return hash.slice(1);
  }
}
