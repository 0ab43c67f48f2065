import { Read } from '@plumbline/plugin-workload-react';
import { useChangedWorkloads } from '../live/useChangedWorkloads';

/** How often incidents are read again even where nothing is heard. */
export const REFRESH_MS = 30_000;

/**
 * Reads again at once when workloads change.
 *
 * @param read - is retried.
 * @param workloadRef - the only one that matters; any when absent.
 */
export function useLiveIncidents(
  read: Pick<Read<unknown>, 'retry'>,
  workloadRef?: string,
) {
  useChangedWorkloads(isChanged => {
    if (!workloadRef || isChanged(workloadRef)) read.retry();
  });
}
