import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  PlaceProblem,
  PlaceStatus,
} from '@plumbline/plugin-secret-expiry-common';
import { Prose, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './SourceStatus.module.css';

/** How the last look at a place went, when, how many credentials it has, and what is wrong there. */
export function PlaceLine({ place }: { place: PlaceStatus }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { credentialCount, lastLooked, lastSuccess, outcome, title } = place;
  const known = t('source.known', { count: credentialCount });
  return (
    <>
      {outcome === 'could-not-look' ? (
        <ToneLabel tone="unknown">
          {t('source.notRead', { title })} <When at={lastLooked} />
          {place.reason && (
            <>
              {': '}
              <Prose>{place.reason}</Prose>
            </>
          )}
          {'. '}
          {lastSuccess ? (
            <>
              {t('source.lastRead')} <When at={lastSuccess} />, {known}.
            </>
          ) : (
            t('source.neverRead')
          )}
        </ToneLabel>
      ) : (
        <ToneLabel tone={outcome === 'looked' ? 'good' : 'warning'}>
          {t(outcome === 'looked' ? 'source.read' : 'source.partly', { title })}{' '}
          <When at={lastLooked} />, {known}
        </ToneLabel>
      )}
      <PlaceProblems place={place} />
    </>
  );
}

/** What is wrong at a place, as far as it is known. */
export function PlaceProblems({ place }: { place: PlaceStatus }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { problems, problemCount } = place;
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {problems.map((problem, index) => (
        <li key={index}>
          <Problem problem={problem} />
        </li>
      ))}
      {problemCount > problems.length && (
        <li>{t('source.more', { count: problemCount - problems.length })}</li>
      )}
    </ul>
  );
}

function Problem({ problem }: { problem: PlaceProblem }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  if ('sentence' in problem) return <Prose>{problem.sentence}</Prose>;
  const { file, line, column, field, expected } = problem;
  return (
    <>
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
    </>
  );
}
