import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { useEntityNames } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './ExpiryTimeline.module.css';
import { Lane } from './Lane';
import { NothingSoon } from './NothingSoon';
import { TIMELINE_DAYS, inOneLane, lanesByStamp, leftOf } from './timeline';

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
  if (all.items.length === 0) return <NothingSoon next={all.next} />;
  return (
    <div className={styles.timeline} data-compact={compact || undefined}>
      <Axis />
      {(compact ? [all] : byStamp).map(lane => (
        <Lane
          key={lane.stampRef ?? ''}
          lane={lane}
          label={t('timeline.list', {
            stamp: lane.stampRef ? nameOf(lane.stampRef) : t('timeline.global'),
          })}
          hrefOf={hrefOf}
          compact={compact}
        />
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
