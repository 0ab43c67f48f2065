import { createApiRef } from '@backstage/core-plugin-api';
import { HealthApi } from './HealthApi';
import { IncidentApi } from './IncidentApi';
import { PortfolioApi } from './PortfolioApi';

export type { HealthHistoryQuery, StretchQuery } from './HealthApi';
export type { IncidentQuery } from './IncidentApi';
export type { WorkloadQuery } from './PortfolioApi';

/** Which permissions of the workload family the caller has at all. */
export interface WorkloadPermissions {
  read: boolean;
  /** Pushing signals. */
  report: boolean;
  /** Editing health models and announcing maintenance. */
  edit: boolean;
  /** Acknowledging, noting and reviewing incidents. */
  act: boolean;
  /** All of it for every workload. */
  manage: boolean;
}

/** What the pages ask the workload back end. Every call throws a ResponseError when it is refused. */
export interface WorkloadApi extends PortfolioApi, HealthApi, IncidentApi {
  getPermissions(): Promise<WorkloadPermissions>;
}

/** Ref of {@link WorkloadApi}. */
export const workloadApiRef = createApiRef<WorkloadApi>({
  id: 'plugin.workload.api',
});
