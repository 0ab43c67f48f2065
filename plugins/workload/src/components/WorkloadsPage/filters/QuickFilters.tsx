import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ToggleButton } from '@backstage/ui';
import { WorkloadFilters } from '@plumbline/plugin-workload-common';
import { MineToggle } from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { PortfolioView } from '../usePortfolioQuery';
import styles from './QuickFilters.module.css';

/** Props of {@link QuickFilters}. */
export interface QuickFiltersProps {
  /** What there is to filter by; `undefined` while it is not there. */
  values: WorkloadFilters | undefined;
  view: PortfolioView;
  onChange: (changes: Partial<PortfolioView>) => void;
}

/** What readers ask for most, each one switch. */
export function QuickFilters({ values, view, onChange }: QuickFiltersProps) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  return (
    <div role="group" aria-label={t('filter.quick')} className={styles.quick}>
      <MineToggle
        label={t('filter.mine')}
        owners={(values?.owners ?? []).map(({ ref }) => ref)}
        value={view.owner}
        onChange={owner => onChange({ owner })}
      />
      <ToggleButton
        isSelected={view.attention === true}
        onChange={on => onChange({ attention: on || undefined })}
      >
        {t('filter.attention')}
      </ToggleButton>
      <ToggleButton
        isSelected={view.incident === true}
        onChange={on => onChange({ incident: on || undefined })}
      >
        {t('filter.incident')}
      </ToggleButton>
    </div>
  );
}
