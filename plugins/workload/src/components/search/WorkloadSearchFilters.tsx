import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { SearchFilter, useSearch } from '@backstage/plugin-search-react';
import { WorkloadFilters } from '@plumbline/plugin-workload-common';
import { useCallback, useEffect } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../portfolioTranslation';

/** Fields of the index, and what there is of each in the portfolio. */
const VALUES: Record<Facet, (filters: WorkloadFilters) => string[]> = {
  health: ({ healths }) => healths.map(({ state }) => state),
  level: ({ levels }) => levels.map(({ level }) => String(level)),
  tier: ({ tiers }) => tiers.map(({ name }) => name),
  owner: ({ owners }) => owners.map(({ ref }) => parseEntityRef(ref).name),
  domain: ({ domains }) => domains.map(({ ref }) => parseEntityRef(ref).name),
  region: ({ regions }) => regions.map(({ name }) => name),
};

type Facet = 'health' | 'level' | 'tier' | 'owner' | 'domain' | 'region';

const FACETS = Object.keys(VALUES) as Facet[];

/** Narrows search down by what workloads have; only there while workloads are searched. */
export function WorkloadSearchFilters({ className }: { className: string }) {
  const { types, filters, setFilters } = useSearch();
  const isSearched = types.length === 1 && types[0] === 'workload';
  const isForgotten = !isSearched && FACETS.some(facet => facet in filters);
  useEffect(() => {
    // A filter that nobody sees would hide everything else.
    if (!isForgotten) return;
    setFilters(before =>
      Object.fromEntries(
        Object.entries(before).filter(
          ([key]) => !FACETS.includes(key as Facet),
        ),
      ),
    );
  }, [isForgotten, setFilters]);
  if (!isSearched) return <></>;
  return (
    <>
      {FACETS.map(facet => (
        <FacetFilter key={facet} facet={facet} className={className} />
      ))}
    </>
  );
}

function FacetFilter({
  facet,
  className,
}: {
  facet: Facet;
  className: string;
}) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const api = useApi(workloadApiRef);
  const values = useCallback(
    async () => VALUES[facet](await api.getFilters()),
    [api, facet],
  );
  return (
    <SearchFilter.Select
      className={className}
      label={t(`filter.${facet}`)}
      name={facet}
      values={values}
    />
  );
}
