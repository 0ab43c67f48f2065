import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Incident } from '@plumbline/plugin-workload-common';
import { DateTime } from 'luxon';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { durationInWords } from '../../durationInWords';
import { SeverityLabel } from '../labels/SeverityLabel';
import { EventIcon } from './EventIcon';
import styles from './Timeline.module.css';
import { AlertLane, lanesOf } from './lanes';

/** A lane for each alert of an incident, with calls and what people did above. Each is told in words, too. */
export function AlertLanes(props: {
  incident: Incident;
  /** Epoch milliseconds. */
  now: number;
}) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { from, to, lanes, marks } = lanesOf(props.incident, props.now);
  return (
    <div>
      <div className={styles.row} aria-hidden>
        <span className={styles.secondary}>{t('timeline.people')}</span>
        <div className={styles.marks}>
          {marks.map(({ left, event }, place) => (
            <span
              // Two can be at one time.
              // eslint-disable-next-line react/no-array-index-key
              key={place}
              className={styles.mark}
              style={{ left: `${left}%` }}
              title={`${momentInWords(Date.parse(event.at))}: ${event.title}`}
            >
              <EventIcon kind={event.kind} />
            </span>
          ))}
        </div>
      </div>
      <ul className={styles.lanes} aria-label={t('timeline.alerts')}>
        {lanes.map(lane => (
          <Lane
            key={`${lane.entityRef} ${lane.openedAt}`}
            lane={lane}
            end={to}
          />
        ))}
      </ul>
      <div className={styles.row} aria-hidden>
        <span />
        <div className={styles.ends}>
          <span>{momentInWords(from)}</span>
          <span>{momentInWords(to)}</span>
        </div>
      </div>
    </div>
  );
}

function Lane({ lane, end }: { lane: AlertLane; end: number }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { title, severity, openedAt, closedAt, left, width } = lane;
  const opened = Date.parse(openedAt);
  const closed = closedAt ? Date.parse(closedAt) : end;
  const length = durationInWords(closed - opened);
  const words = closedAt
    ? t('timeline.fromTo', {
        from: momentInWords(opened),
        to: DateTime.fromMillis(closed).toLocaleString(
          DateTime.fromMillis(closed).hasSame(
            DateTime.fromMillis(opened),
            'day',
          )
            ? DateTime.TIME_SIMPLE
            : DateTime.DATETIME_MED,
        ),
        length,
      })
    : t('timeline.since', { from: momentInWords(opened), length });
  return (
    <li className={styles.row}>
      <span>
        <SeverityLabel severity={severity} /> {title}
        <span className={styles.words}>{words}</span>
      </span>
      <div className={styles.track} aria-hidden>
        <span
          className={styles.bar}
          data-severity={severity}
          data-open={!closedAt || undefined}
          style={{ left: `${left}%`, width: `${width}%` }}
          title={words}
        />
      </div>
    </li>
  );
}

function momentInWords(at: number): string {
  return DateTime.fromMillis(at).toLocaleString(DateTime.DATETIME_MED);
}
