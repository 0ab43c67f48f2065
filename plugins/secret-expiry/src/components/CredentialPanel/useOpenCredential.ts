import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const PARAMETER = 'credential';

/**
 * Which credential's details are open, kept in the address, so that a link can
 * lead to them and going back closes them.
 */
export function useOpenCredential() {
  const [search, setSearch] = useSearchParams();
  const close = useCallback(
    () =>
      setSearch(
        before => {
          const after = new URLSearchParams(before);
          after.delete(PARAMETER);
          return after;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const hrefOf = useCallback(
    (id: string) => {
      const after = new URLSearchParams(search);
      after.set(PARAMETER, id);
      return `?${after}`;
    },
    [search],
  );
  return { openId: search.get(PARAMETER) ?? undefined, hrefOf, close };
}
