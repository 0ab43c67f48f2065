import { useApi } from '@backstage/core-plugin-api';
import { StampListItem } from '@plumbline/plugin-stamp-common';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import { Read, useRead } from '@plumbline/plugin-workload-react';

/** A name may be the start of others; more than these have none in common. */
const MOST_ALIKE = 20;

/**
 * Reads how a stamp is now.
 *
 * @param stampRef - full ref; a read of `undefined` where it is absent or not known.
 */
export function useChosenStamp(
  stampRef: string | undefined,
): Read<StampListItem | undefined> {
  const stampApi = useApi(stampApiRef);
  return useRead(async () => {
    if (!stampRef) return undefined;
    const { items } = await stampApi.listStamps({
      text: stampRef.split('/').pop(),
      limit: MOST_ALIKE,
    });
    return items.find(item => item.stampRef === stampRef);
  }, [stampApi, stampRef]);
}
