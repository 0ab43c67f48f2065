import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select } from '@backstage/ui';
import {
  FilterBar,
  ManySelect,
  MineToggle,
  SearchText,
} from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ModelInForce, titleOf } from '../ModelsInForce/ModelsInForce';
import { ModelShape } from '../ModelsInForce/useModelShape';
import { FILTER_STATES, ReviewQuery } from '../ReviewTab/useReviewQuery';
import styles from './ReviewFilters.module.css';
import { useFilterOptions } from './useFilterOptions';

const OVERALL = 'overall';

/** Nothing filtered. */
export const NO_FILTER: Partial<ReviewQuery> = {
  owners: undefined,
  domains: undefined,
  lifecycles: undefined,
  levels: undefined,
  states: undefined,
  strategyId: undefined,
  text: undefined,
};

/** Whether a query leaves workloads out. */
export function isFiltered(query: ReviewQuery): boolean {
  return Object.keys(NO_FILTER).some(
    key => query[key as keyof ReviewQuery] !== undefined,
  );
}

/** Props of {@link ReviewFilters}. */
export interface ReviewFiltersProps {
  models: ModelInForce[];
  shape: ModelShape | undefined;
  query: ReviewQuery;
  /** Leaves out the filters by what workloads came to: level and state. */
  scopeOnly?: boolean;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** Model, pillar and filters of the review. */
export function ReviewFilters(props: ReviewFiltersProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { models, shape, query, scopeOnly, onChange } = props;
  const options = useFilterOptions(query.modelId);
  return (
    <FilterBar
      clearLabel={t('filter.clear')}
      onClear={isFiltered(query) ? () => onChange(NO_FILTER) : undefined}
    >
      <Select
        className={styles.model}
        label={t('filter.model')}
        options={models.map(model => ({
          id: model.modelId,
          label: titleOf(model),
        }))}
        value={query.modelId}
        onChange={key =>
          onChange({
            modelId: String(key),
            pillarId: undefined,
            strategyId: undefined,
            sort: undefined,
            direction: undefined,
          })
        }
      />
      <Select
        label={t('filter.pillar')}
        options={[
          { id: OVERALL, label: t('filter.overall') },
          ...(shape?.pillars ?? []).map(({ id, title }) => ({
            id,
            label: title,
          })),
        ]}
        value={query.pillarId ?? OVERALL}
        onChange={key =>
          onChange({ pillarId: key === OVERALL ? undefined : String(key) })
        }
      />
      <SearchText
        label={t('filter.text')}
        placeholder={t('filter.textHint')}
        value={query.text}
        onChange={text => onChange({ text })}
      />
      <ManySelect
        placeholder={t('filter.any')}
        label={t('filter.owner')}
        options={options.owners}
        value={query.owners}
        onChange={owners => onChange({ owners })}
      />
      <ManySelect
        placeholder={t('filter.any')}
        label={t('filter.domain')}
        options={options.domains}
        value={query.domains}
        onChange={domains => onChange({ domains })}
      />
      <ManySelect
        placeholder={t('filter.any')}
        label={t('filter.lifecycle')}
        options={options.lifecycles}
        value={query.lifecycles}
        onChange={lifecycles => onChange({ lifecycles })}
      />
      {!scopeOnly && (
        <>
          <ManySelect
            placeholder={t('filter.any')}
            label={t('filter.level')}
            options={levelsUpTo(shape?.top ?? 5).map(level => ({
              id: String(level),
              label: t('level.word', { level: String(level) }),
            }))}
            value={query.levels?.map(String)}
            onChange={levels => onChange({ levels: levels?.map(Number) })}
          />
          <ManySelect
            placeholder={t('filter.any')}
            label={t('filter.state')}
            options={FILTER_STATES.map(state => ({
              id: state,
              label: t(`state.${state}`),
            }))}
            value={query.states}
            onChange={states =>
              onChange({ states: states as ReviewQuery['states'] })
            }
          />
        </>
      )}
      <MineToggle
        label={t('filter.mine')}
        owners={options.owners.map(({ id }) => id)}
        value={query.owners}
        onChange={owners => onChange({ owners })}
      />
    </FilterBar>
  );
}

function levelsUpTo(top: number): number[] {
  return Array.from({ length: top + 1 }, (_, level) => level);
}
