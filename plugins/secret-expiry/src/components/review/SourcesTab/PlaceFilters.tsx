import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SourceStatus } from '@plumbline/plugin-secret-expiry-common';
import {
  FilterBar,
  ManySelect,
  SearchText,
} from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { NO_PLACE_FILTER, OUTCOMES, PlacesInAddress } from './usePlacesQuery';

/** Props of {@link PlaceFilters}. */
export interface PlaceFiltersProps {
  sources: SourceStatus[] | undefined;
  query: PlacesInAddress;
  onChange: (changes: Partial<PlacesInAddress>) => void;
}

/** Everything that the places can be narrowed down by. */
export function PlaceFilters(props: PlaceFiltersProps) {
  const { sources = [], query, onChange } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  return (
    <FilterBar
      clearLabel={t('filter.clear')}
      onClear={isFiltered(query) ? () => onChange(NO_PLACE_FILTER) : undefined}
    >
      <SearchText
        label={t('filter.text')}
        placeholder={t('places.textHint')}
        value={query.text}
        onChange={text => onChange({ text })}
      />
      <ManySelect
        label={t('filter.source')}
        placeholder={t('filter.any')}
        options={sources.map(({ sourceId, title }) => ({
          id: sourceId,
          label: title,
        }))}
        value={query.sourceId}
        onChange={sourceId => onChange({ sourceId })}
      />
      <ManySelect
        label={t('places.outcome')}
        placeholder={t('filter.any')}
        options={OUTCOMES.map(id => ({ id, label: t(`outcome.${id}`) }))}
        value={query.outcome}
        onChange={outcome =>
          onChange({ outcome: outcome as PlacesInAddress['outcome'] })
        }
      />
    </FilterBar>
  );
}

/** Whether a query leaves places out. */
export function isFiltered(query: PlacesInAddress): boolean {
  return Object.keys(NO_PLACE_FILTER).some(
    key => query[key as keyof PlacesInAddress] !== undefined,
  );
}
