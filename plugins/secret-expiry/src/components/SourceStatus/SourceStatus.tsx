import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  CredentialsPage,
  PlaceStatus,
} from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './SourceStatus.module.css';

/** How far the places that list a workload's credentials could be read, and what is wrong in them. */
export function SourceStatus({
  places,
  failingSources,
}: Pick<CredentialsPage, 'places' | 'failingSources'>) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  if (places.length === 0 && failingSources.length === 0) {
    return <Text color="secondary">{t('source.none')}</Text>;
  }
  return (
    <ul className={styles.list}>
      {failingSources.map(({ sourceId, reason }) => (
        <li key={sourceId}>
          <ToneLabel tone="unknown">
            {t('source.failing', { source: sourceId, reason })}
          </ToneLabel>
        </li>
      ))}
      {places.map(place => (
        <li key={`${place.sourceId} ${place.place}`}>
          <Place place={place} />
        </li>
      ))}
    </ul>
  );
}

function Place({ place }: { place: PlaceStatus }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { title, outcome, lastSuccess, problems, problemCount } = place;
  if (outcome === 'could-not-look') {
    return (
      <ToneLabel tone="unknown">
        {t('source.notRead', { title })}: {place.reason}.{' '}
        {lastSuccess ? (
          <>
            {t('source.lastRead')} <When at={lastSuccess} />.
          </>
        ) : (
          t('source.neverRead')
        )}
      </ToneLabel>
    );
  }
  return (
    <>
      <ToneLabel tone={outcome === 'looked' ? 'good' : 'warning'}>
        {t(outcome === 'looked' ? 'source.read' : 'source.partly', { title })}{' '}
        <When at={place.lastLooked} />
      </ToneLabel>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map(({ file, line, column, field, expected }) => (
            <li key={`${line}:${column} ${field}`}>
              <code>
                {t('source.problem', {
                  file,
                  line: String(line),
                  column: String(column),
                })}
              </code>{' '}
              {field
                ? t('source.problemField', { field, expected })
                : t('source.problemDocument', { expected })}
            </li>
          ))}
          {problemCount > problems.length && (
            <li>
              {t('source.more', { count: problemCount - problems.length })}
            </li>
          )}
        </ul>
      )}
    </>
  );
}
