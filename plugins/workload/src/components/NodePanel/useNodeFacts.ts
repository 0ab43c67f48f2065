import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  HealthModel,
  MapNode,
  PushedSignal,
  WorkloadMap,
  parseHealthModel,
} from '@plumbline/plugin-workload-common';
import { useRead } from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { useLiveRead } from '../live/useLiveRead';

const UNHEARD_MS = 15_000;

/** What the panel of a part knows besides the map. */
export interface NodeFacts {
  /** What holds, with all defaults written out; absent while it is not known. */
  model?: HealthModel;
  /** Of this part. */
  pushed: PushedSignal[];
  /** Whether the reader may push signals. */
  mayPush: boolean;
  /** Why some of it could not be read. */
  error?: Error;
  /** Reads the pushed signals again. */
  retry: () => void;
}

/** Reads what belongs to a part and is not on the map: the model, and pushed signals. */
export function useNodeFacts(node: MapNode, map: WorkloadMap): NodeFacts {
  const api = useApi(workloadApiRef);
  const { workloadRef } = map;
  const model = useRead(
    () => api.getHealthModel(parseEntityRef(workloadRef)),
    [api, workloadRef],
  );
  const signals = useLiveRead(
    parseEntityRef(workloadRef),
    () => api.getSignals(parseEntityRef(workloadRef)),
    [api, workloadRef],
    { unheardMs: UNHEARD_MS },
  );
  const permissions = useRead(() => api.getPermissions(), [api]);
  const completeText = model.value?.completeText;
  return {
    model: useMemo(
      () =>
        completeText === undefined
          ? undefined
          : parseHealthModel(completeText).model,
      [completeText],
    ),
    pushed: (signals.value?.items ?? []).filter(
      ({ entityRef }) => entityRef === node.entityRef,
    ),
    mayPush: permissions.value?.report ?? false,
    error: model.error ?? signals.error,
    retry: signals.retry,
  };
}
