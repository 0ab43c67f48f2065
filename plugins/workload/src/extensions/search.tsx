import {
  SearchFilterBlueprint,
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiDashboardLine } from '@remixicon/react';
import { WorkloadSearchFilters } from '../components/search/WorkloadSearchFilters';

/** Workloads as a type of results. */
export const workloadResultType = SearchFilterResultTypeBlueprint.make({
  name: 'workload',
  params: {
    value: 'workload',
    name: 'Workloads',
    icon: <RiDashboardLine size={20} />,
  },
});

/** A workload among the results. */
export const workloadResultItem = SearchResultListItemBlueprint.make({
  name: 'workload',
  params: {
    predicate: result => result.type === 'workload',
    component: async () => {
      const { WorkloadResult } = await import(
        '../components/search/WorkloadResult'
      );
      return WorkloadResult;
    },
  },
});

/** Health, level, tier, owner, domain and region beside the results. */
export const workloadSearchFilters = SearchFilterBlueprint.make({
  name: 'workload',
  params: { component: WorkloadSearchFilters },
});
