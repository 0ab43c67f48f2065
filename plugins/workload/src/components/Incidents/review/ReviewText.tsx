import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { IncidentReview } from '@plumbline/plugin-workload-common';
import { Markdown } from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { ActionList } from './ActionList';
import styles from './Review.module.css';
import { SECTIONS } from './sections';

/** A review to read. */
export function ReviewText({ review }: { review: IncidentReview }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  return (
    <Flex direction="column" gap="4">
      {SECTIONS.map(section => (
        <section key={section} className={styles.section}>
          <Text as="h4" weight="bold">
            {t(`review.section.${section}`)}
          </Text>
          {review[section].trim() ? (
            <Markdown>{review[section]}</Markdown>
          ) : (
            <Text color="secondary">{t('review.empty')}</Text>
          )}
        </section>
      ))}
      <section className={styles.section}>
        <Text as="h4" weight="bold">
          {t('action.heading')}
        </Text>
        <ActionList actions={review.actions} />
      </section>
    </Flex>
  );
}
