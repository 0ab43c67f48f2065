import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ALERT_SEVERITIES,
  INCIDENT_STATES,
  REVIEW_STATES,
  WorkloadFilters,
} from '@plumbline/plugin-workload-common';
import {
  FilterBar,
  ManySelect,
  SearchText,
  useEntityNames,
} from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { WorkloadFilter } from './WorkloadFilter';
import { IncidentView, NO_FILTER, isFiltered } from './useIncidentView';

/** Props of {@link IncidentFilters}. */
export interface IncidentFiltersProps {
  /** Those who own workloads; nothing while it is not there. */
  owners: WorkloadFilters['owners'];
  view: IncidentView;
  onChange: (changes: Partial<IncidentView>) => void;
}

/** Everything that the incidents can be narrowed down by. */
export function IncidentFilters(props: IncidentFiltersProps) {
  const { owners, view, onChange } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const nameOf = useEntityNames(owners.map(({ ref }) => ref));
  const any = t('filter.any');
  return (
    <FilterBar
      clearLabel={t('filter.clear')}
      onClear={isFiltered(view) ? () => onChange(NO_FILTER) : undefined}
    >
      <SearchText
        label={t('filter.search')}
        placeholder={t('filter.searchHint')}
        value={view.search}
        onChange={search => onChange({ search })}
      />
      <WorkloadFilter
        value={view.workload}
        onChange={workload => onChange({ workload })}
      />
      <ManySelect
        label={t('filter.owner')}
        placeholder={any}
        options={owners.map(({ ref }) => ({ id: ref, label: nameOf(ref) }))}
        value={view.owner}
        onChange={owner => onChange({ owner })}
      />
      <ManySelect
        label={t('filter.severity')}
        placeholder={any}
        options={ALERT_SEVERITIES.map(id => ({ id, label: id }))}
        value={view.severity}
        onChange={severity =>
          onChange({ severity: severity as IncidentView['severity'] })
        }
      />
      <ManySelect
        label={t('filter.state')}
        placeholder={any}
        options={INCIDENT_STATES.map(id => ({ id, label: t(`state.${id}`) }))}
        value={view.state}
        onChange={state => onChange({ state: state as IncidentView['state'] })}
      />
      <ManySelect
        label={t('filter.review')}
        placeholder={any}
        options={REVIEW_STATES.map(id => ({
          id,
          label: t(`reviewState.${id}`),
        }))}
        value={view.review}
        onChange={review =>
          onChange({ review: review as IncidentView['review'] })
        }
      />
    </FilterBar>
  );
}
