import { createApiRef } from '@backstage/core-plugin-api';
import {
  HealthState,
  WorkloadFilters,
  WorkloadMap,
  WorkloadOrder,
  WorkloadOverview,
  WorkloadPage,
} from '@plumbline/plugin-workload-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

/** Which workloads of the portfolio, and in which order. */
export interface WorkloadQuery {
  limit: number;
  offset: number;
  search?: string;
  /** Full ref. */
  owner?: string;
  /** Full ref. */
  domain?: string;
  health?: HealthState;
  orderBy?: WorkloadOrder;
  order?: 'asc' | 'desc';
}

/** What the pages ask the workload back end. Every call throws a ResponseError when it is refused. */
export interface WorkloadApi {
  /** A page of the portfolio. */
  listWorkloads(query: WorkloadQuery): Promise<WorkloadPage>;
  /** Owners and domains to filter by. */
  getFilters(): Promise<WorkloadFilters>;
  /** Tiles and what needs attention. */
  getOverview(name: WorkloadName): Promise<WorkloadOverview>;
  /** The service map. */
  getMap(name: WorkloadName): Promise<WorkloadMap>;
}

/** Ref of {@link WorkloadApi}. */
export const workloadApiRef = createApiRef<WorkloadApi>({
  id: 'plugin.workload.api',
});
