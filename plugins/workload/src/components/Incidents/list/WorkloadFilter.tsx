import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Combobox, IdentifiedOption, useAsyncList } from '@backstage/ui';
import { useEntityNames } from '@plumbline/plugin-workload-react';
import { useMemo, useState } from 'react';
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
  const nameOf = useEntityNames(value ? [value] : []);
  // Other words in the field would open its list again.
  const [last, setLast] = useState<IdentifiedOption | null>(null);
  const known = last?.id === value ? last?.label : undefined;
  const label = known ?? (value && nameOf(value));
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
  const chosen = useMemo<IdentifiedOption | null>(
    () => (value && label ? { id: value, label } : null),
    [value, label],
  );
  return (
    <Combobox
      label={t('filter.workload')}
      placeholder={t('filter.workloadHint')}
      options={found}
      search={{ mode: 'server' }}
      value={chosen}
      onChange={workload => {
        setLast(workload);
        onChange(workload ? String(workload.id) : undefined);
      }}
    />
  );
}
