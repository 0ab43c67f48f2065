import { useCallback } from 'react';
import { useLocation } from 'react-router-dom';

/** Makes the address of this page with a credential's details open; see `useOpenCredential`. */
export function useCredentialHref(): (id: string) => string {
  const { pathname, search } = useLocation();
  return useCallback(
    id => {
      const params = new URLSearchParams(search);
      params.set('credential', id);
      return `${pathname}?${params}`;
    },
    [pathname, search],
  );
}
