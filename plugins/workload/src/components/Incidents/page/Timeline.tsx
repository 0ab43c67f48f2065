import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Card, CardBody, CardHeader, Flex } from '@backstage/ui';
import { Incident, IncidentEvent } from '@plumbline/plugin-workload-common';
import { Heading, Prose } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { Person } from '../../NodePanel/People';
import { AlertLanes } from './AlertLanes';
import { EventIcon } from './EventIcon';
import styles from './Timeline.module.css';

const SHOWN_AT_FIRST = 25;

/** Kinds that the sentence names already. */
const SAYS_ITSELF: IncidentEvent['kind'][] = ['acknowledged', 'reviewed'];

/** What happened: alerts as a picture, and all of it as a list, the newest first while it goes on. */
export function Timeline({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { events, closedAt } = incident;
  const [all, setAll] = useState(false);
  const ordered = closedAt ? events : [...events].reverse();
  const shown = all ? ordered : ordered.slice(0, SHOWN_AT_FIRST);
  const hidden = ordered.length - shown.length;
  return (
    <Card role="region" aria-labelledby="incident-timeline">
      <CardHeader>
        <Heading level={3} id="incident-timeline">
          {t('timeline.heading')}
        </Heading>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="5">
          <AlertLanes incident={incident} now={Date.now()} />
          <ol
            className={styles.events}
            aria-label={
              closedAt ? t('timeline.list') : t('timeline.listNewest')
            }
          >
            {shown.map((event, place) => (
              // Two can say the same at one time.
              // eslint-disable-next-line react/no-array-index-key
              <Event key={`${event.at} ${place}`} event={event} />
            ))}
          </ol>
          {hidden > 0 && (
            <div className={styles.screenOnly}>
              <Button
                size="small"
                variant="secondary"
                onPress={() => setAll(true)}
              >
                {t('timeline.more', { count: hidden })}
              </Button>
            </div>
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}

function Event({ event }: { event: IncidentEvent }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { at, kind, title, by } = event;
  const time = DateTime.fromISO(at);
  return (
    <li className={styles.event}>
      <EventIcon kind={kind} />
      <span className={styles.secondary}>
        <time
          data-exact
          dateTime={at}
          title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
        >
          {time.toLocaleString({
            month: 'short',
            day: 'numeric',
            hour: 'numeric',
            minute: '2-digit',
            second: '2-digit',
          })}
        </time>
      </span>
      <span>
        {!SAYS_ITSELF.includes(kind) && (
          <span className={styles.secondary}>
            {t(`timeline.kind.${kind}`)}:{' '}
          </span>
        )}
        <Prose>{title}</Prose>
        {by && (
          <>
            {', '}
            <Person text={by} />
          </>
        )}
      </span>
    </li>
  );
}
