import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Combobox, IdentifiedOption, useAsyncList } from '@backstage/ui';
import { useEntityNames } from '@plumbline/plugin-workload-react';
import { useEffect, useMemo, useState } from 'react';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { incidentTranslationRef } from '../../../incidentTranslation';

const MOST_FOUND = 20;

/** Asks for one of any number of workloads; finds them by what is typed. */
export function WorkloadFilter(props: {
  /** Full ref; absent: any. */
  value: string | undefined;
  onChange: (workload: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const api = useApi(workloadApiRef);
  const [chosen, choose] = useChosen(value);
  const found = useAsyncList<IdentifiedOption>({
    async load({ filterText }) {
      const { items } = await api.listWorkloads({
        search: filterText?.trim() || undefined,
        orderBy: 'title',
        limit: MOST_FOUND,
        offset: 0,
      });
      return {
        items: items.map(({ ref, title }) => ({ id: ref, label: title })),
      };
    },
  });
  return (
    <Combobox
      label={t('filter.workload')}
      placeholder={t('filter.workloadHint')}
      options={found}
      search={{ mode: 'server' }}
      value={chosen}
      onChange={workload => {
        choose(workload);
        onChange(workload ? String(workload.id) : undefined);
      }}
    />
  );
}

/**
 * The workload of the address, or the one that was just chosen until the address
 * says the same: words that change later would open the list again.
 */
function useChosen(value: string | undefined) {
  const nameOf = useEntityNames(value ? [value] : []);
  const label = value && nameOf(value);
  const inAddress = useMemo<IdentifiedOption | null>(
    () => (value && label ? { id: value, label } : null),
    [value, label],
  );
  const [last, choose] = useState<IdentifiedOption | null>();
  useEffect(
    () => choose(before => (before?.id === value ? before : undefined)),
    [value],
  );
  return [last === undefined ? inAddress : last, choose] as const;
}
