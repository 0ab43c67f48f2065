import { stringifyEntityRef } from '@backstage/catalog-model';
import { Read, WorkloadName, useRead } from '@plumbline/plugin-workload-react';
import { DependencyList, useEffect, useRef } from 'react';
import { useChangedWorkloads } from './useChangedWorkloads';
import { useTurns } from './useTurns';

/** Between two reads while much changes. */
const PAUSE_MS = 2_000;
/** A message may be lost on the way. */
const HEARD_MS = 60_000;

/**
 * Reads something of a workload, and again as soon as the workload changes.
 *
 * @param deps - what the read depends on.
 * @param options.unheardMs - how often it is read where nobody says what changes.
 * @param options.isPast - whether it is about what changes no more.
 */
export function useLiveRead<T>(
  name: WorkloadName,
  read: () => Promise<T>,
  deps: DependencyList,
  options: { unheardMs: number; isPast?: boolean },
): Read<T> {
  const { unheardMs, isPast = false } = options;
  const workloadRef = stringifyEntityRef({ kind: 'system', ...name });
  const retry = useRef<() => void>();
  const { soon, cancel } = useTurns(() => retry.current?.());
  const isHeard = useChangedWorkloads(isChanged => {
    if (!isPast && isChanged(workloadRef)) soon(PAUSE_MS);
  });
  useEffect(() => cancel, [cancel, workloadRef, isPast]);
  const everyMs = isHeard ? HEARD_MS : unheardMs;
  const state = useRead(read, deps, {
    everyMs: isPast ? undefined : everyMs,
  });
  retry.current = state.retry;
  return state;
}
