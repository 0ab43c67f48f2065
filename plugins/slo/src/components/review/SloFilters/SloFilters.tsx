import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ALERT_SEVERITIES,
  BUDGETING_METHODS,
  NO_OWNER,
  SLO_STATES,
  SloCounts,
} from '@plumbline/plugin-slo-common';
import {
  FilterBar,
  ManySelect,
  MineToggle,
  SearchText,
  useEntityNames,
} from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { sloTranslationRef } from '../../../translation';
import { ChangedSince } from './ChangedSince';
import { AGREEMENTS, NO_FILTER, SloQuery, isFiltered } from '../useSloQuery';

/** Props of {@link SloFilters}. */
export interface SloFiltersProps {
  /** What there is to filter by; `undefined` while it is not there. */
  counts: SloCounts | undefined;
  query: SloQuery;
  onChange: (changes: Partial<SloQuery>) => void;
}

/** Everything that the table can be narrowed down by. */
export function SloFilters({ counts, query, onChange }: SloFiltersProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { t: tSlo } = useTranslationRef(sloTranslationRef);
  const { owners = [], domains = [], lifecycles = [] } = counts ?? {};
  const nameOf = useEntityNames([...owners, ...domains]);
  const any = t('filter.any');
  const named = <Id extends string>(
    ids: readonly Id[],
    name: (id: Id) => string,
  ) => ids.map(id => ({ id, label: name(id) }));
  return (
    <FilterBar
      clearLabel={t('filter.clear')}
      onClear={isFiltered(query) ? () => onChange(NO_FILTER) : undefined}
    >
      <SearchText
        label={t('filter.text')}
        placeholder={t('filter.textHint')}
        value={query.text}
        onChange={text => onChange({ text })}
      />
      <ManySelect
        label={t('filter.owner')}
        placeholder={any}
        options={[
          ...named(owners, nameOf),
          { id: NO_OWNER, label: t('filter.noOwner') },
        ]}
        value={query.owner}
        onChange={owner => onChange({ owner })}
      />
      <ManySelect
        label={t('filter.domain')}
        placeholder={any}
        options={named(domains, nameOf)}
        value={query.domain}
        onChange={domain => onChange({ domain })}
      />
      <ManySelect
        label={t('filter.lifecycle')}
        placeholder={any}
        options={named(lifecycles, each => each)}
        value={query.lifecycle}
        onChange={lifecycle => onChange({ lifecycle })}
      />
      <ManySelect
        label={t('filter.state')}
        placeholder={any}
        options={named(SLO_STATES, state => tSlo(`states.${state}`))}
        value={query.state}
        onChange={state => onChange({ state: state as SloQuery['state'] })}
      />
      <ManySelect
        label={t('filter.alert')}
        placeholder={any}
        options={named(ALERT_SEVERITIES, each => t(`severity.${each}`))}
        value={query.alert}
        onChange={alert => onChange({ alert: alert as SloQuery['alert'] })}
      />
      <ManySelect
        label={t('filter.agreement')}
        placeholder={any}
        options={named(AGREEMENTS, each => t(`agreement.${each}`))}
        value={query.agreement}
        onChange={agreement =>
          onChange({ agreement: agreement as SloQuery['agreement'] })
        }
      />
      <ManySelect
        label={t('filter.method')}
        placeholder={any}
        options={named(BUDGETING_METHODS, each => t(`method.${each}`))}
        value={query.method}
        onChange={method => onChange({ method })}
      />
      <ChangedSince
        value={query.changedSince}
        onChange={changedSince => onChange({ changedSince })}
      />
      <MineToggle
        label={t('filter.mine')}
        owners={owners}
        value={query.owner}
        onChange={owner => onChange({ owner })}
      />
    </FilterBar>
  );
}
