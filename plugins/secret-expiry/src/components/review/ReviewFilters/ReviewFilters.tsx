import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  CREDENTIAL_KINDS,
  CREDENTIAL_STATES,
  CredentialFilterValues,
  FINDING_CODES,
  SourceStatus,
} from '@plumbline/plugin-secret-expiry-common';
import {
  FilterBar,
  ManySelect,
  MineToggle,
  SearchText,
  useEntityNames,
} from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { secretExpiryTranslationRef } from '../../../translation';
import { FINDING_WORDS } from '../../CredentialState/findingWord';
import { KIND_WORDS } from '../../CredentialState/kindWord';
import { NO_FILTER, ReviewQuery, STAGES, isFiltered } from '../useReviewQuery';
import { DatesFilter } from './DatesFilter';

/** Stands for what serves no one stamp. */
const NO_STAMP = 'none';

/** Props of {@link ReviewFilters}. */
export interface ReviewFiltersProps {
  /** What there is to filter by; `undefined` while it is not there. */
  values: CredentialFilterValues | undefined;
  sources: SourceStatus[] | undefined;
  query: ReviewQuery;
  /** Leaves out the dates, where they are chosen elsewhere. */
  withoutDates?: boolean;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** Everything that the credentials can be narrowed down by. */
export function ReviewFilters(props: ReviewFiltersProps) {
  const { values, sources = [], query, withoutDates, onChange } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: tShared } = useTranslationRef(secretExpiryTranslationRef);
  const { owners = [], entityRefs = [], stamps = [] } = values ?? {};
  const nameOf = useEntityNames([
    ...owners,
    ...entityRefs,
    ...stamps,
    ...(query.workloadRef ?? []),
  ]);
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
        options={named(owners, nameOf)}
        value={query.owner}
        onChange={owner => onChange({ owner })}
      />
      <ManySelect
        label={t('filter.entityRef')}
        placeholder={any}
        options={named(entityRefs, nameOf)}
        value={query.entityRef}
        onChange={entityRef => onChange({ entityRef })}
      />
      <ManySelect
        label={t('filter.stamp')}
        placeholder={any}
        options={[
          { id: NO_STAMP, label: t('filter.noStamp') },
          ...named(stamps, nameOf),
        ]}
        value={query.stamp}
        onChange={stamp => onChange({ stamp })}
      />
      <ManySelect
        label={t('filter.kind')}
        placeholder={any}
        options={named(CREDENTIAL_KINDS, kind => tShared(KIND_WORDS[kind]))}
        value={query.kind}
        onChange={kind => onChange({ kind: kind as ReviewQuery['kind'] })}
      />
      <ManySelect
        label={t('filter.state')}
        placeholder={any}
        options={named(CREDENTIAL_STATES, state => t(`state.${state}`))}
        value={query.state}
        onChange={state => onChange({ state: state as ReviewQuery['state'] })}
      />
      <ManySelect
        label={t('filter.stage')}
        placeholder={any}
        options={STAGES.map(stage => ({
          id: String(stage),
          label: t('stage', {
            stage: String(stage),
            of: String(STAGES.length),
          }),
        }))}
        value={query.stage?.map(String)}
        onChange={stage => onChange({ stage: stage?.map(Number) })}
      />
      <ManySelect
        label={t('filter.finding')}
        placeholder={any}
        options={named(FINDING_CODES, code => tShared(FINDING_WORDS[code]))}
        value={query.finding}
        onChange={finding =>
          onChange({ finding: finding as ReviewQuery['finding'] })
        }
      />
      <ManySelect
        label={t('filter.source')}
        placeholder={any}
        options={sources.map(({ sourceId, title }) => ({
          id: sourceId,
          label: title,
        }))}
        value={query.sourceId}
        onChange={sourceId => onChange({ sourceId })}
      />
      {!withoutDates && (
        <DatesFilter
          label={t('filter.dates')}
          query={query}
          onChange={onChange}
        />
      )}
      {query.workloadRef && (
        <ManySelect
          label={t('filter.workload')}
          placeholder={any}
          options={named(query.workloadRef, nameOf)}
          value={query.workloadRef}
          onChange={workloadRef => onChange({ workloadRef })}
        />
      )}
      <MineToggle
        label={t('filter.mine')}
        owners={owners}
        value={query.owner}
        onChange={owner => onChange({ owner })}
      />
    </FilterBar>
  );
}
