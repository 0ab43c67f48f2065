import { useApi } from '@backstage/frontend-plugin-api';
import { useRead, useWorkloadName } from '@plumbline/plugin-workload-react';
import { sloApiRef } from '../../api/SloApi';

const EVERY_MS = 30_000;
/** Dependencies and maintenance change by hand, not by the minute. */
const SELDOM_MS = 5 * 60_000;

/** Everything that the tab of a workload reads. */
export function useWorkloadSlos() {
  const sloApi = useApi(sloApiRef);
  const workload = useWorkloadName();
  const deps = [sloApi, workload];
  const often = { everyMs: EVERY_MS };
  const seldom = { everyMs: SELDOM_MS };
  return {
    workload,
    slos: useRead(() => sloApi.getSlos(workload), deps, often),
    history: useRead(() => sloApi.getHistory(workload), deps, often),
    timeline: useRead(() => sloApi.getTimeline(workload), deps, often),
    agreement: useRead(() => sloApi.getAgreement(workload), deps, seldom),
    exclusions: useRead(() => sloApi.getExclusions(workload), deps, seldom),
  };
}
