import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { WorkloadExpiry } from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { PlaceLine } from './PlaceLine';
import styles from './SourceStatus.module.css';

/** How far the places that list a workload's credentials could be read, when, and what is wrong in them. */
export function SourceStatus({
  places,
  failingSources,
}: Pick<WorkloadExpiry, 'places' | 'failingSources'>) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  if (places.length === 0 && failingSources.length === 0) {
    return <Text color="secondary">{t('source.none')}</Text>;
  }
  return (
    <ul aria-label={t('tab.sources')} className={styles.list}>
      {failingSources.map(({ sourceId, reason, lastLooked }) => (
        <li key={sourceId}>
          <ToneLabel tone="unknown">
            {t('source.failing', { source: sourceId, reason })}{' '}
            {t('source.lastTried')} <When at={lastLooked} />
          </ToneLabel>
        </li>
      ))}
      {places.map(place => (
        <li key={`${place.sourceId} ${place.place}`}>
          <PlaceLine place={place} />
        </li>
      ))}
    </ul>
  );
}
