import { useApi } from '@backstage/core-plugin-api';
import {
  ModelScorecard,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';
import {
  Read,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { useEffect, useRef } from 'react';
import { maturityApiRef } from '../../api/MaturityApi';

const REFRESH_MS = 30_000;

/** Where the workload of the page stands, read again every half minute. */
export function useWorkloadMaturity(): Read<WorkloadMaturity> {
  const api = useApi(maturityApiRef);
  const workload = useWorkloadName();
  return useRead(() => api.getWorkload(workload), [api, workload], {
    everyMs: REFRESH_MS,
  });
}

/**
 * Everything about the workload of the page on one model, read again when
 * there is something new.
 *
 * @param asOf - when the model was last evaluated, as {@link useWorkloadMaturity} says.
 */
export function useScorecard(
  modelId: string,
  asOf: string,
): Read<ModelScorecard> {
  const api = useApi(maturityApiRef);
  const workload = useWorkloadName();
  const read = useRead(
    () => api.getScorecard(workload, modelId),
    [api, workload, modelId],
  );
  const { retry } = read;
  const known = useRef({ modelId, asOf });
  useEffect(() => {
    const before = known.current;
    known.current = { modelId, asOf };
    if (before.modelId === modelId && before.asOf !== asOf) retry();
  }, [modelId, asOf, retry]);
  return read;
}
