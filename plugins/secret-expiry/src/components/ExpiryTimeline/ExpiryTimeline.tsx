import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  StoredCredential,
  toneOfCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { KIND_WORDS } from '../CredentialState/kindWord';
import styles from './ExpiryTimeline.module.css';
import { TimelineItem, groupByEntity, inOneGroup, leftOf } from './timeline';

/** How far the timeline looks ahead. */
export const TIMELINE_DAYS = 90;

const MARKS = [0, 30, 60, 90];

/** Props of {@link ExpiryTimeline}. */
export interface ExpiryTimelineProps {
  /** By expiry. */
  credentials: StoredCredential[];
  now: Date;
  /** Without the entities, for a card. */
  compact?: boolean;
}

/**
 * What expires within 90 days, by the entity that holds it. Every mark is text
 * as well, so that it reads as a list.
 */
export function ExpiryTimeline(props: ExpiryTimelineProps) {
  const { credentials, now, compact } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const byEntity = groupByEntity(credentials, now, TIMELINE_DAYS);
  const groups = compact ? [inOneGroup(byEntity)] : byEntity;
  if (byEntity.length === 0) return <NothingSoon {...props} />;
  return (
    <div className={styles.timeline} data-compact={compact || undefined}>
      <div className={styles.axis} aria-hidden>
        <span className={styles.mark} style={{ left: 0 }}>
          {t('timeline.past')}
        </span>
        {MARKS.map(days => (
          <span
            key={days}
            className={styles.mark}
            data-end={days === TIMELINE_DAYS || undefined}
            style={{ left: `${leftOf(days, TIMELINE_DAYS)}%` }}
          >
            {days === 0
              ? t('timeline.today')
              : t('timeline.inDays', { days: String(days) })}
          </span>
        ))}
      </div>
      {groups.map(({ entityRef, items }) => (
        <section key={entityRef ?? ''} className={styles.group}>
          {!compact && (
            <h4 className={styles.entity}>
              {entityRef ? (
                <EntityRefLink entityRef={entityRef} disableTooltip />
              ) : (
                t('timeline.noEntity')
              )}
            </h4>
          )}
          <ul className={styles.items}>
            {items.map(item => (
              <Row key={item.credential.id} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({ item }: { item: TimelineItem }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { credential, left, past } = item;
  const renews =
    credential.rotation === 'automatic' && credential.state === 'ok';
  return (
    <li className={styles.item}>
      <span className={styles.name} title={t(KIND_WORDS[credential.kind])}>
        {credential.name}
      </span>
      <span className={styles.track}>
        <span
          className={styles.marker}
          // The words stand where there is room for them.
          data-side={left > 60 ? 'before' : 'after'}
          style={left > 60 ? { right: `${100 - left}%` } : { left: `${left}%` }}
        >
          <ToneLabel tone={toneOfCredential(credential)}>
            <When at={credential.expires} inDays />
            <span className={styles.remark}>
              {past && <>, {t('timeline.past_its_date')}</>}
              {renews && <>, {t('timeline.renewsItself')}</>}
            </span>
          </ToneLabel>
        </span>
      </span>
    </li>
  );
}

function NothingSoon({ credentials, now }: ExpiryTimelineProps) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const next = credentials.find(
    ({ expires }) =>
      expires !== undefined && Date.parse(expires) > now.getTime(),
  );
  return (
    <Text color="secondary">
      {t('timeline.none', { days: String(TIMELINE_DAYS) })}{' '}
      {next?.expires && (
        <>
          {t('timeline.next', { name: next.name })}{' '}
          <When at={next.expires} inDays />.
        </>
      )}
    </Text>
  );
}
