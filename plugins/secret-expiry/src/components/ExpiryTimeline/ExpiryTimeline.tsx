import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { When, useEntityNames } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './ExpiryTimeline.module.css';
import { TimelineRow } from './TimelineRow';
import {
  DatedCredential,
  TimelineLane,
  inOneLane,
  lanesByStamp,
  leftOf,
} from './timeline';

/** How far the timeline looks ahead. */
export const TIMELINE_DAYS = 90;

const MARKS = [0, 30, 60, 90];

/** Props of {@link ExpiryTimeline}. */
export interface ExpiryTimelineProps {
  workloadRef: string;
  credentials: CredentialListItem[];
  now: Date;
  /** Where a credential's details are. */
  hrefOf: (id: string) => string;
  /** By date alone and without how to rotate, for a card. */
  compact?: boolean;
}

/**
 * What expires within 90 days, a lane for each stamp, with who renews it and
 * how. Every mark is text as well, so that it reads as a list.
 */
export function ExpiryTimeline(props: ExpiryTimelineProps) {
  const { workloadRef, credentials, now, hrefOf, compact } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const byStamp = lanesByStamp(credentials, workloadRef, now, TIMELINE_DAYS);
  const all = inOneLane(byStamp);
  const nameOf = useEntityNames(byStamp.flatMap(lane => lane.stampRef ?? []));
  const lanes = compact ? [all] : byStamp;
  if (all.items.length === 0) return <NothingSoon next={all.next} />;
  return (
    <div className={styles.timeline} data-compact={compact || undefined}>
      <Axis />
      {lanes.map(lane => (
        <section key={lane.stampRef ?? ''} className={styles.lane}>
          {!compact && <LaneHead lane={lane} />}
          {lane.items.length === 0 ? (
            <NothingSoon next={lane.next} />
          ) : (
            <ul
              aria-label={t('timeline.list', {
                stamp: lane.stampRef
                  ? nameOf(lane.stampRef)
                  : t('timeline.global'),
              })}
              className={styles.items}
            >
              {lane.items.map(item => (
                <TimelineRow
                  key={item.credential.id}
                  item={item}
                  href={hrefOf(item.credential.id)}
                  compact={compact}
                />
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

function Axis() {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
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
  );
}

function LaneHead({ lane }: { lane: TimelineLane }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <h4 className={styles.stamp}>
      {lane.stampRef ? (
        <>
          {t('timeline.stamp')}{' '}
          <EntityRefLink entityRef={lane.stampRef} disableTooltip hideIcon />
        </>
      ) : (
        <span title={t('timeline.globalMeans')}>{t('timeline.global')}</span>
      )}
    </h4>
  );
}

function NothingSoon({ next }: { next?: DatedCredential }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <Text as="p" color="secondary">
      {t('timeline.none', { days: String(TIMELINE_DAYS) })}{' '}
      {next && (
        <>
          {t('timeline.next', { name: next.name })}{' '}
          <When at={next.expires} inDays />.
        </>
      )}
    </Text>
  );
}
