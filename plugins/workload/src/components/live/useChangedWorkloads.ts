import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  WORKLOADS_CHANNEL,
  WorkloadsChangedMessage,
  workloadMark,
} from '@plumbline/plugin-workload-common';
import { useEffect, useRef } from 'react';

/**
 * Hears that workloads changed.
 *
 * @param onChanged - told whether a workload may be one of them.
 * @returns whether they can be heard at all.
 */
export function useChangedWorkloads(
  onChanged: (isChanged: (workloadRef: string) => boolean) => void,
): boolean {
  const signals = useApiHolder().get(signalApiRef);
  const newest = useRef(onChanged);
  newest.current = onChanged;
  useEffect(() => {
    const subscriber = signals?.subscribe(WORKLOADS_CHANNEL, message => {
      const { marks } = message as WorkloadsChangedMessage;
      newest.current(ref => !marks || marks.includes(workloadMark(ref)));
    });
    return () => subscriber?.unsubscribe();
  }, [signals]);
  return signals !== undefined;
}
