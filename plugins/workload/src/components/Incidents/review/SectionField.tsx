import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Text, TextAreaField } from '@backstage/ui';
import { Markdown } from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import styles from './Review.module.css';
import { Section } from './sections';

const LONGEST_TEXT = 20_000;
const FEWEST_ROWS = 4;
const MOST_ROWS = 16;

/** Props of {@link SectionField}. */
export interface SectionFieldProps {
  section: Section;
  value: string;
  /** What somebody else made of it meanwhile, where it is contested. */
  theirs: string | undefined;
  /** Whether it is needed and empty. */
  isLacking: boolean;
  onChange: (value: string) => void;
}

/** One text of a review, with the question that it answers. */
export function SectionField(props: SectionFieldProps) {
  const { section, value, theirs, isLacking, onChange } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const title = t(`review.section.${section}`);
  return (
    <div>
      <TextAreaField
        label={title}
        description={t(`review.asks.${section}`)}
        maxLength={LONGEST_TEXT}
        rows={Math.min(
          MOST_ROWS,
          Math.max(FEWEST_ROWS, value.split('\n').length + 1),
        )}
        value={value}
        onChange={onChange}
        validationBehavior="aria"
        validate={() => (isLacking ? t('review.rootCauseNeeded') : true)}
      />
      {theirs !== undefined && (
        <div className={styles.theirs}>
          <Text weight="bold">{t('review.theirs')}</Text>
          <Markdown>{theirs}</Markdown>
          <Button
            size="small"
            variant="secondary"
            aria-label={t('review.takeOne', { section: title })}
            onPress={() => onChange(theirs)}
          >
            {t('review.take')}
          </Button>
        </div>
      )}
    </div>
  );
}
