import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select } from '@backstage/ui';
import {
  STAMP_COUNTS,
  WorkloadFilters,
} from '@plumbline/plugin-workload-common';
import {
  FilterBar,
  ManySelect,
  SearchText,
  useEntityNames,
} from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { workloadTranslationRef } from '../../../translation';
import { NO_FILTER, PortfolioView, isFiltered } from '../usePortfolioQuery';

const ANY = 'any';

/** Shares of the error budget; the last means that nothing is left. */
const BUDGETS = [0.5, 0.2, 0.001];
const DAYS = [7, 30, 90];

/** Props of {@link PortfolioFilters}. */
export interface PortfolioFiltersProps {
  /** What there is to filter by; `undefined` while it is not there. */
  values: WorkloadFilters | undefined;
  view: PortfolioView;
  onChange: (changes: Partial<PortfolioView>) => void;
}

/** Everything that the workloads can be narrowed down by. */
export function PortfolioFilters(props: PortfolioFiltersProps) {
  const { values, view, onChange } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { t: tShared } = useTranslationRef(workloadTranslationRef);
  const { owners = [], domains = [], tiers = [], regions = [] } = values ?? {};
  const { levels = [], healths = [] } = values ?? {};
  const nameOf = useEntityNames([...owners, ...domains].map(({ ref }) => ref));
  const any = t('filter.any');
  const counted = (id: string, name: string, count: number) => ({
    id,
    label: `${name} (${count})`,
  });
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
      <ManySelect
        label={t('filter.owner')}
        placeholder={any}
        options={owners.map(({ ref, count }) =>
          counted(ref, nameOf(ref), count),
        )}
        value={view.owner}
        onChange={owner => onChange({ owner })}
      />
      <ManySelect
        label={t('filter.domain')}
        placeholder={any}
        options={domains.map(({ ref, count }) =>
          counted(ref, nameOf(ref), count),
        )}
        value={view.domain}
        onChange={domain => onChange({ domain })}
      />
      <ManySelect
        label={t('filter.health')}
        placeholder={any}
        options={healths.map(({ state, count }) =>
          counted(state, tShared(`health.${state}`), count),
        )}
        value={view.health}
        onChange={health =>
          onChange({ health: health as PortfolioView['health'] })
        }
      />
      <ManySelect
        label={t('filter.level')}
        placeholder={any}
        options={levels.map(({ level, count }) => ({
          id: String(level),
          label: t('filter.levelOption', {
            level: String(level),
            total: String(count),
          }),
        }))}
        value={view.level?.map(String)}
        onChange={level => onChange({ level: level?.map(Number) })}
      />
      <ManySelect
        label={t('filter.tier')}
        placeholder={any}
        options={tiers.map(({ name, count }) => counted(name, name, count))}
        value={view.tier}
        onChange={tier => onChange({ tier })}
      />
      <ManySelect
        label={t('filter.region')}
        placeholder={any}
        options={regions.map(({ name, count }) => counted(name, name, count))}
        value={view.region}
        onChange={region => onChange({ region })}
      />
      <ManySelect
        label={t('filter.stamps')}
        placeholder={any}
        options={STAMP_COUNTS.map(id => ({
          id,
          label: t(`filter.stampCount.${id}`),
        }))}
        value={view.stamps}
        onChange={stamps =>
          onChange({ stamps: stamps as PortfolioView['stamps'] })
        }
      />
      <OneNumber
        label={t('filter.budget')}
        value={view.budgetBelow}
        options={BUDGETS}
        wordsOf={share =>
          share <= 0.001
            ? t('filter.budgetNone')
            : t('filter.budgetUnder', { percent: String(share * 100) })
        }
        onChange={budgetBelow => onChange({ budgetBelow })}
      />
      <OneNumber
        label={t('filter.expires')}
        value={view.expiresWithin}
        options={DAYS}
        wordsOf={days => t('filter.expiresWithin', { days: String(days) })}
        onChange={expiresWithin => onChange({ expiresWithin })}
      />
    </FilterBar>
  );
}

/** Asks for one of a few numbers, or none. */
function OneNumber(props: {
  label: string;
  /** Absent: any. */
  value: number | undefined;
  options: number[];
  wordsOf: (value: number) => string;
  onChange: (value: number | undefined) => void;
}) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { label, value, options, wordsOf, onChange } = props;
  // What the address asks for stays chosen.
  const all =
    value === undefined || options.includes(value)
      ? options
      : [...options, value];
  return (
    <Select
      label={label}
      options={[
        { id: ANY, label: t('filter.any') },
        ...all.map(each => ({ id: String(each), label: wordsOf(each) })),
      ]}
      value={value === undefined ? ANY : String(value)}
      onChange={key =>
        onChange(key === ANY || key === null ? undefined : Number(key))
      }
    />
  );
}
