import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { REGIONS, StampRow } from '@plumbline/plugin-stamp-common';
import { AddressLink, When } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { stampTranslationRef } from '../../translation';
import { DriftLabel } from '../labels/DriftLabel';
import { RunLabel } from '../labels/RunLabel';
import styles from './StampPart.module.css';
import { spokenName } from './spokenName';

/** What is known of a stamp, by name. */
export function StampFacts({ stamp }: { stamp: StampRow }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { lifecycle, pullRequests, region, trafficWeight } = stamp;
  const takesTraffic = lifecycle === 'active' || lifecycle === 'draining';
  return (
    <dl className={styles.facts}>
      <Fact name={t('fact.where')}>
        {t('place', {
          region: displayNameOf(region),
          environment: stamp.environment,
        })}
      </Fact>
      <Fact name={t('fact.traffic')}>
        {takesTraffic && trafficWeight > 0
          ? t('traffic', { weight: trafficWeight })
          : t('trafficNone')}
      </Fact>
      <Fact name={t('fact.serves')}>
        <Serves stamp={stamp} />
      </Fact>
      <Fact name={t('fact.size')}>
        <Size stamp={stamp} />
      </Fact>
      <Fact name={t('fact.run')}>
        <LastRun stamp={stamp} />
      </Fact>
      <Fact name={t('fact.files')}>
        <Files stamp={stamp} />
      </Fact>
      {pullRequests.length > 0 && (
        <Fact name={t('fact.pullRequests')}>
          {pullRequests.map(({ label, url, branch }) => (
            <div key={branch}>
              <AddressLink
                address={url}
                aria-label={t('pullRequestAbout', {
                  label,
                  stamp: spokenName(stamp),
                })}
              >
                {t('pullRequest', { label })}
              </AddressLink>{' '}
              <code className={styles.second}>{branch}</code>
            </div>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What its pipeline says that serves, and what its files ask for where that is something else. */
function Serves({ stamp }: { stamp: StampRow }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { image, lifecycle, status } = stamp;
  if (!status?.image) {
    if (!image) return <>{t('serves.nothing')}</>;
    return (
      <>
        {lifecycle === 'planned'
          ? t('serves.notYet', { image })
          : t('serves.asked', { image })}
      </>
    );
  }
  return (
    <>
      <code>{status.image}</code>
      {status.unit && (
        <div className={styles.second}>
          {t('serves.unit', { unit: status.unit })}
        </div>
      )}
      {image && image !== status.image && (
        <div className={styles.second}>{t('serves.asked', { image })}</div>
      )}
    </>
  );
}

function Size({ stamp }: { stamp: StampRow }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const users = useUsersInWords();
  const made = [stamp.infrastructure, stamp.pipeline].filter(isKnownWord);
  return (
    <>
      {users(stamp)}
      {made.length > 0 && (
        <div className={styles.second}>
          {made.map(word => t(`code.${word}`)).join(', ')}
        </div>
      )}
    </>
  );
}

/** Says how many concurrent users a stamp is for, as far as it is known. */
function useUsersInWords() {
  const { t } = useTranslationRef(stampTranslationRef);
  return ({ expectedUsers: users, maxUsers: max }: StampRow): string => {
    if (users === undefined) {
      return max === undefined ? t('size.unknown') : t('size.max', { max });
    }
    return max === undefined
      ? t('size.users', { users })
      : t('size.usersOf', { users, max });
  };
}

function LastRun({ stamp }: { stamp: StampRow }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { status } = stamp;
  if (!status) return <>{t('run.none')}</>;
  const { observedAt, outcome, runUrl } = status;
  return (
    <>
      <RunLabel outcome={outcome} />
      <div className={styles.second}>
        <When at={observedAt} />
        {runUrl && (
          <>
            {' · '}
            <AddressLink
              address={runUrl}
              aria-label={t('run.linkLabel', { stamp: spokenName(stamp) })}
            >
              {t('run.link')}
            </AddressLink>
          </>
        )}
      </div>
    </>
  );
}

function Files({ stamp: { drift } }: { stamp: StampRow }) {
  const { t } = useTranslationRef(stampTranslationRef);
  return (
    <>
      <DriftLabel drift={drift} />
      {drift?.checkedAt && (
        <div className={styles.second}>
          {t('drift.checked')} <When at={drift.checkedAt} />
          {drift.templateVersion &&
            ` · ${t('drift.version', { version: drift.templateVersion })}`}
        </div>
      )}
      {drift?.error && (
        <div className={styles.second}>
          {t('drift.cannot')} <When at={drift.error.since} />:{' '}
          {drift.error.message}
        </div>
      )}
    </>
  );
}

const KNOWN_WORDS = [
  'terraform',
  'bicep',
  'azure-devops',
  'github-actions',
] as const;

function isKnownWord(
  word: string | undefined,
): word is (typeof KNOWN_WORDS)[number] {
  return KNOWN_WORDS.some(known => known === word);
}

function displayNameOf(region: string): string {
  return REGIONS.find(({ name }) => name === region)?.displayName ?? region;
}
