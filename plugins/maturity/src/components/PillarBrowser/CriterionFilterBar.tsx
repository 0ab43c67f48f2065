import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SearchField, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { maturityTranslationRef } from '../../translation';
import { SHOWN, Shown } from '../MaturityContent/useTabQuery';
import { CriterionFilter } from './filterPillar';
import styles from './PillarBrowser.module.css';

/** Props of {@link CriterionFilterBar}. */
export interface CriterionFilterBarProps {
  filter: CriterionFilter;
  /** How many criteria each choice shows. */
  counts: Record<Shown, number>;
  onChange: (changes: Partial<CriterionFilter>) => void;
}

/** Narrows criteria down by state and by words. */
export function CriterionFilterBar(props: CriterionFilterBarProps) {
  const { filter, counts, onChange } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <div className={styles.filter}>
      <ToggleButtonGroup
        aria-label={t('filter.label')}
        className={styles.states}
        disallowEmptySelection
        selectionMode="single"
        selectedKeys={[filter.show]}
        onSelectionChange={keys => {
          const [chosen] = [...keys];
          onChange({ show: SHOWN.find(each => each === chosen) ?? 'all' });
        }}
      >
        {SHOWN.map(show => (
          <ToggleButton key={show} id={show} size="small">
            {t('filter.counted', {
              word: t(`filter.${show}`),
              number: String(counts[show]),
            })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <SearchField
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        size="small"
        value={filter.search}
        onChange={search => onChange({ search })}
      />
    </div>
  );
}
