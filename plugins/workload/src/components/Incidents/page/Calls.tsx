import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { Incident } from '@plumbline/plugin-workload-common';
import { Heading, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { People, Person } from '../../NodePanel/People';
import { durationInWords } from '../../durationInWords';
import styles from './IncidentPage.module.css';

const MINUTE_MS = 60_000;

/** Who is on it or on call, and the path of escalation: who was called when, and who is next. */
export function Calls({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { onCall, escalation, state } = incident;
  return (
    <Card role="region" aria-labelledby="incident-calls">
      <CardHeader>
        <Heading level={3} id="incident-calls">
          {t('calls.heading')}
        </Heading>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4">
          <WhoIsOnIt incident={incident} />
          <div>
            <Text as="h4" weight="bold">
              {t('calls.onCall')}
            </Text>
            {onCall ? <People text={onCall} /> : t('calls.notDeclared')}
          </div>
          <div>
            <Text as="h4" weight="bold">
              {t('calls.steps')}
            </Text>
            {escalation.steps.length > 0 ? (
              <Steps incident={incident} />
            ) : (
              <Text as="p" color="secondary">
                {t('calls.noSteps')} {t('calls.noStepsHow')}
              </Text>
            )}
            {state === 'open' && escalation.nextAt && (
              <Text as="p" color="secondary">
                {t('calls.stopped')}
              </Text>
            )}
          </div>
        </Flex>
      </CardBody>
    </Card>
  );
}

function WhoIsOnIt({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { acknowledgement, closedAt } = incident;
  if (!acknowledgement) {
    return (
      <ToneLabel tone={closedAt ? 'neutral' : 'bad'}>
        {closedAt ? t('calls.nobodyWas') : t('calls.nobody')}
      </ToneLabel>
    );
  }
  const { by, at, note } = acknowledgement;
  return (
    <div>
      <ToneLabel tone="good">
        <Person text={by} /> {t('calls.acknowledgedBy')} <When at={at} />
      </ToneLabel>
      {note && <Text as="p">{note}</Text>}
    </div>
  );
}

function Steps({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { steps, nextAt } = incident.escalation;
  const next = nextAt ? steps.findIndex(step => !step.calledAt) : -1;
  return (
    <ol className={styles.steps} aria-label={t('calls.steps')}>
      {steps.map(({ contact, afterMinutes, calledAt }, place) => (
        <li key={`${contact} ${afterMinutes}`}>
          <Person text={contact} />
          {', '}
          {calledAt && (
            <>
              {t('calls.called')} <When at={calledAt} />
            </>
          )}
          {place === next && nextAt && (
            <strong>
              {t('calls.next')} <When at={nextAt} />
            </strong>
          )}
          {!calledAt && place !== next && (
            <span className={styles.secondary}>
              {incident.state === 'open'
                ? turnOf(afterMinutes)
                : t('calls.notCalled')}
            </span>
          )}
        </li>
      ))}
    </ol>
  );

  function turnOf(minutes: number): string {
    return minutes === 0
      ? t('calls.atOnce')
      : t('calls.after', { time: durationInWords(minutes * MINUTE_MS) });
  }
}
