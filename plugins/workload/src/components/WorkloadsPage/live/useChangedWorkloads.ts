import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  WORKLOADS_CHANNEL,
  WorkloadsChangedMessage,
} from '@plumbline/plugin-workload-common';
import { useEffect, useRef } from 'react';

/**
 * Hears which workloads changed.
 *
 * @param onChanged - told refs, or nothing when too many changed to name them.
 * @returns whether they can be heard at all.
 */
export function useChangedWorkloads(
  onChanged: (workloadRefs: string[] | undefined) => void,
): boolean {
  const signals = useApiHolder().get(signalApiRef);
  const newest = useRef(onChanged);
  newest.current = onChanged;
  useEffect(() => {
    const subscriber = signals?.subscribe(WORKLOADS_CHANNEL, message =>
      newest.current((message as WorkloadsChangedMessage).workloadRefs),
    );
    return () => subscriber?.unsubscribe();
  }, [signals]);
  return signals !== undefined;
}
