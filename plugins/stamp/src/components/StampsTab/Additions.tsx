import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { WorkloadStamps } from '@plumbline/plugin-stamp-common';
import { AddressLink, Heading } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';
import styles from '../StampPart/StampPart.module.css';

/** Stamps that open pull requests add. */
export function Additions({ additions }: Pick<WorkloadStamps, 'additions'>) {
  const { t } = useTranslationRef(stampTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Heading level={3}>{t('additions.title')}</Heading>
      <ul aria-label={t('additions.title')} className={styles.files}>
        {additions.map(({ branch, label, stampName, url }) => (
          <li key={branch}>
            {stampName}:{' '}
            <AddressLink
              address={url}
              aria-label={t('pullRequestAbout', { label, stamp: stampName })}
            >
              {t('pullRequest', { label })}
            </AddressLink>{' '}
            <code className={styles.second}>{branch}</code>
          </li>
        ))}
      </ul>
      <Text variant="body-small" color="secondary">
        {t('additions.about')}
      </Text>
    </Flex>
  );
}
