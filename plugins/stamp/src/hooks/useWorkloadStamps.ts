import { useApi } from '@backstage/frontend-plugin-api';
import { WorkloadStamps } from '@plumbline/plugin-stamp-common';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import {
  Read,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { useWhileVisible } from './useWhileVisible';

const REFRESH_MS = 15_000;

/** The stamps of the workload whose page this is, kept up to date while somebody looks. */
export function useWorkloadStamps(): Read<WorkloadStamps> {
  const api = useApi(stampApiRef);
  const name = useWorkloadName();
  const read = useRead(() => api.getStamps(name), [api, name]);
  useWhileVisible(read.retry, REFRESH_MS);
  return read;
}
