import { Selection } from '@backstage/ui';
import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { useMemo, useState } from 'react';

/** Credentials that the reader has chosen, over all pages of the list. */
export interface Chosen {
  ids: Set<string>;
  credentials: CredentialListItem[];
  /** What is chosen of a page of the list now; what is chosen elsewhere stays. */
  choose: (keys: Selection, page: CredentialListItem[]) => void;
  clear: () => void;
}

/** Keeps what is chosen while the reader turns pages and filters. */
export function useChosen(): Chosen {
  const [byId, setById] = useState<ReadonlyMap<string, CredentialListItem>>(
    new Map(),
  );
  return useMemo(
    () => ({
      ids: new Set(byId.keys()),
      credentials: [...byId.values()],
      choose: (keys, page) =>
        setById(before => {
          const after = new Map(before);
          for (const credential of page) {
            if (keys === 'all' || keys.has(credential.id)) {
              after.set(credential.id, credential);
            } else {
              after.delete(credential.id);
            }
          }
          return after;
        }),
      clear: () => setById(new Map()),
    }),
    [byId],
  );
}
