import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, SearchField, Select } from '@backstage/ui';
import { HEALTH_STATES, HealthState } from '@plumbline/plugin-workload-common';
import { useEntityNames, useRead } from '@plumbline/plugin-workload-react';
import { useEffect, useState } from 'react';
import { WorkloadQuery, workloadApiRef } from '../../api/WorkloadApi';
import { workloadTranslationRef } from '../../translation';
import styles from './WorkloadsPage.module.css';

const SEARCH_DELAY_MS = 300;
const ANY = 'any';

/** Props of {@link WorkloadsFilters}. */
export interface WorkloadsFiltersProps {
  query: WorkloadQuery;
  onChange: (changes: Partial<WorkloadQuery>) => void;
}

/** Search and filters of the portfolio. */
export function WorkloadsFilters({ query, onChange }: WorkloadsFiltersProps) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const api = useApi(workloadApiRef);
  const { value } = useRead(() => api.getFilters(), [api]);
  const filtered = Boolean(
    query.search || query.owner || query.domain || query.health,
  );
  const nameOf = useEntityNames(
    [...(value?.owners ?? []), ...(value?.domains ?? [])].map(({ ref }) => ref),
  );
  const any = { id: ANY, label: t('page.any') };
  const optionsOf = (refs: { ref: string; count: number }[] = []) => [
    any,
    ...refs.map(({ ref, count }) => ({
      id: ref,
      label: `${nameOf(ref)} (${count})`,
    })),
  ];
  return (
    <Flex gap="3" align="end" className={styles.filters}>
      <Search
        value={query.search ?? ''}
        onChange={search => onChange({ search: search || undefined })}
      />
      <Select
        label={t('page.owner')}
        searchable
        options={optionsOf(value?.owners)}
        value={query.owner?.[0] ?? ANY}
        onChange={key => onChange({ owner: chosen(key) })}
      />
      <Select
        label={t('page.domain')}
        searchable
        options={optionsOf(value?.domains)}
        value={query.domain?.[0] ?? ANY}
        onChange={key => onChange({ domain: chosen(key) })}
      />
      <Select
        label={t('page.health')}
        options={[
          any,
          ...[...HEALTH_STATES]
            .reverse()
            .map(state => ({ id: state, label: t(`health.${state}`) })),
        ]}
        value={query.health?.[0] ?? ANY}
        onChange={key => onChange({ health: chosen<HealthState>(key) })}
      />
      {filtered && (
        <Button
          variant="tertiary"
          onPress={() =>
            onChange({
              search: undefined,
              owner: undefined,
              domain: undefined,
              health: undefined,
            })
          }
        >
          {t('page.clear')}
        </Button>
      )}
    </Flex>
  );
}

/** Waits until the typing pauses. */
function Search(props: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const { value, onChange } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <SearchField
      label={t('page.search')}
      placeholder={t('page.searchHint')}
      value={typed}
      onChange={setTyped}
    />
  );
}

function chosen<T extends string>(key: unknown): T[] | undefined {
  return key === ANY || key === null ? undefined : [String(key) as T];
}
