import { useApi } from '@backstage/core-plugin-api';
import {
  FilterValue,
  PortfolioFilterValues,
} from '@plumbline/plugin-maturity-common';
import { useEntityNames, useRead } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';

/** An option of a filter, with how many workloads have it. */
export interface FilterOption {
  id: string;
  label: string;
}

/** Options of the filters by owner, domain and lifecycle. */
export type FilterOptions = Record<keyof PortfolioFilterValues, FilterOption[]>;

/** What the workloads of a model can be filtered by, named as people know it. */
export function useFilterOptions(modelId: string): FilterOptions {
  const api = useApi(maturityApiRef);
  const { value } = useRead(
    () => api.getPortfolioFilters(modelId),
    [api, modelId],
  );
  const nameOf = useEntityNames(
    [...(value?.owners ?? []), ...(value?.domains ?? [])].map(
      each => each.value,
    ),
  );
  const options = (
    values: FilterValue[] = [],
    name: (value: string) => string = each => each,
  ) =>
    values.map(each => ({
      id: each.value,
      label: `${name(each.value)} (${each.count})`,
    }));
  return {
    owners: options(value?.owners, nameOf),
    domains: options(value?.domains, nameOf),
    lifecycles: options(value?.lifecycles),
  };
}
