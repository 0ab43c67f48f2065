import { useState } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import { useRead } from '@plumbline/plugin-workload-react';

/** Whose things are offered to choose from. */
export interface Whose {
  /** Full refs of the owners whose things are offered; absent: everybody's. */
  owners?: string[];
  /** Whether the reader may act on those of others. */
  mayManage: boolean;
  /** Whether the reader owns any. */
  ownsAny: boolean;
  isAll: boolean;
  setAll: (isAll: boolean) => void;
}

/**
 * Offers the reader's own things first; everybody's on request, where the
 * reader may change those of others. A courtesy: the actions check it.
 *
 * @param countOf - how many things these owners have.
 * @returns `undefined` until it is known.
 */
export function useWhose(
  countOf: (owners: string[]) => Promise<number>,
): Whose | undefined {
  const identity = useApi(identityApiRef);
  const stampApi = useApi(stampApiRef);
  const [chosen, setAll] = useState<boolean>();
  const { value } = useRead(async () => {
    const [{ ownershipEntityRefs: refs }, mayManage] = await Promise.all([
      identity.getBackstageIdentity(),
      // Who cannot be asked about is offered their own.
      stampApi.getPermissions().then(
        ({ manage }) => manage,
        () => false,
      ),
    ]);
    const isOwner = refs.length > 0;
    // What fails here fails again where the list is read, and is said there.
    const count = isOwner ? await countOf(refs).catch(() => 1) : 0;
    return { refs, mayManage, ownsAny: count > 0 };
  }, [identity, stampApi]);
  if (!value) return undefined;
  const { refs, mayManage, ownsAny } = value;
  const isAll = mayManage && (chosen ?? !ownsAny);
  return {
    ...(!isAll && { owners: refs }),
    mayManage,
    ownsAny,
    isAll,
    setAll,
  };
}
