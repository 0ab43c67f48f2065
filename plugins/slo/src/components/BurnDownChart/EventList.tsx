import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { TimelineEvent } from '@plumbline/plugin-slo-common';
import { AddressLink, When } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloTranslationRef } from '../../translation';
import styles from './BurnDownChart.module.css';
import { ChartMark } from './chartTime';

const SHOWN = 4;

/** Props of {@link EventList}. */
export interface EventListProps {
  /** Says whose chart this belongs to. */
  label: string;
  /** Oldest first. */
  marks: ChartMark[];
}

/** What the numbered lines of the chart are, newest first. */
export function EventList({ label, marks }: EventListProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const [isOpen, setOpen] = useState(false);
  if (marks.length === 0) return null;
  const newest = [...marks].reverse();
  return (
    <>
      <ul aria-label={label} className={styles.events}>
        {(isOpen ? newest : newest.slice(0, SHOWN)).map(mark => (
          <li key={mark.number}>
            <span className={styles.number}>{mark.number}</span>
            <div>
              {mark.events.map(event => (
                <div key={event.id}>
                  <EventLine event={event} />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {!isOpen && marks.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setOpen(true)}
          >
            {t('chart.moreEvents', { number: String(marks.length) })}
          </Button>
        </div>
      )}
    </>
  );
}

function EventLine({ event }: { event: TimelineEvent }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const { at, kind, title, url } = event;
  return (
    <>
      <When at={at} format="date" />
      {`, ${t(`chart.kinds.${kind}`)}: `}
      {url ? <AddressLink address={url}>{title}</AddressLink> : title}
    </>
  );
}
