import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Link } from '@backstage/ui';
import { AnnouncedMaintenance } from '@plumbline/plugin-workload-common';
import { Prose, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { healthTranslationRef } from '../../healthTranslation';
import { modelAddress } from '../HealthModel/modelAddress';
import { durationInWords } from '../durationInWords';
import styles from './Maintenance.module.css';
import { nextOccurrence } from './nextOccurrence';

/** Props of {@link MaintenanceList}. */
export interface MaintenanceListProps {
  /** Soonest first. */
  windows: AnnouncedMaintenance[];
  titleOf: (ref: string) => string;
  /** Asks whether one is to end; absent where the reader may not. */
  onEnd?: (window: AnnouncedMaintenance) => void;
}

/** Maintenance with its time, reason, who announced it, and what it is limited to. */
export function MaintenanceList(props: MaintenanceListProps) {
  const { windows, titleOf, onEnd } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  return (
    <ul aria-label={t('maintenance.list')} className={styles.list}>
      {windows.map(window => {
        const { id, isNow, origin, nodes, announcedBy, announcedAt } = window;
        const reason = window.reason ?? id;
        return (
          <li key={`${origin} ${id}`} className={styles.item}>
            <div className={styles.what}>
              <ToneLabel tone={isNow ? 'warning' : 'neutral'}>
                {isNow ? t('maintenance.now') : t('maintenance.ahead')}:{' '}
                {reason}
              </ToneLabel>
              <div>
                {spanInWords(nextOccurrence(window, Date.now()))}
                <Repeats window={window} />
              </div>
              <div className={styles.rest}>
                {nodes?.length
                  ? nodes.map(titleOf).join(', ')
                  : t('maintenance.whole')}
                {'. '}
                {origin === 'model' && (
                  <Link href={modelAddress('maintenance')}>
                    {t('maintenance.inModel')}
                  </Link>
                )}
                {announcedBy && (
                  <>
                    {t('maintenance.by')} <Prose>{announcedBy}</Prose>
                    {announcedAt && (
                      <>
                        , <When at={announcedAt} />
                      </>
                    )}
                    .
                  </>
                )}
              </div>
            </div>
            {onEnd && origin === 'portal' && (
              <Button
                aria-label={t(
                  isNow ? 'maintenance.endOne' : 'maintenance.callOffOne',
                  { reason },
                )}
                size="small"
                variant="secondary"
                onPress={() => onEnd(window)}
              >
                {isNow ? t('maintenance.end') : t('maintenance.callOff')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Repeats({ window }: { window: AnnouncedMaintenance }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { everyDays, until } = window;
  if (!everyDays) return null;
  return (
    <>
      {', '}
      {t('maintenance.every', { count: everyDays })}
      {until && (
        <>
          {' '}
          {t('maintenance.until')} <When at={until} format="date" />
        </>
      )}
    </>
  );
}

/** From when to when, in the reader's time zone, and how long. */
function spanInWords({ from, to }: { from: string; to: string }): string {
  const start = DateTime.fromISO(from);
  const end = DateTime.fromISO(to);
  const last = end.toLocaleString(
    end.hasSame(start, 'day') ? DateTime.TIME_SIMPLE : DateTime.DATETIME_MED,
  );
  return `${start.toLocaleString(
    DateTime.DATETIME_MED,
  )} – ${last} (${durationInWords(end.diff(start).toMillis())})`;
}
