import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import { HealthCause, Incident } from '@plumbline/plugin-workload-common';
import {
  Heading,
  ToneLabel,
  When,
  toneOfHealth,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { workloadTranslationRef } from '../../../translation';
import styles from './IncidentPage.module.css';
import { useMapHref } from './useMapHref';

const SHOWN_AT_FIRST = 3;

/** Each signal that keeps it ill with the way from the ill part to it, and the user flows that are hurt. */
export function WhatIsIll({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { causes, userFlows, closedAt } = incident;
  const [all, setAll] = useState(false);
  const shown = all ? causes : causes.slice(0, SHOWN_AT_FIRST);
  const hidden = causes.length - shown.length;
  return (
    <Card role="region" aria-labelledby="incident-why">
      <CardHeader>
        <Heading level={3} id="incident-why">
          {closedAt ? t('why.headingOver') : t('why.heading')}
        </Heading>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4">
          {causes.length === 0 ? (
            <ToneLabel tone="unknown">{t('why.none')}</ToneLabel>
          ) : (
            <ul className={styles.plainList}>
              {shown.map(cause => (
                <Cause
                  key={`${cause.entityRef} ${cause.signalId}`}
                  cause={cause}
                  incident={incident}
                />
              ))}
            </ul>
          )}
          {hidden > 0 && (
            <div className={styles.screenOnly}>
              <Button
                size="small"
                variant="tertiary"
                onPress={() => setAll(true)}
              >
                {t('why.more', { count: hidden })}
              </Button>
            </div>
          )}
          <div>
            <Text as="h4" weight="bold">
              {closedAt ? t('why.flowsOver') : t('why.flows')}
            </Text>
            {userFlows.length > 0 ? (
              <ul className={styles.steps}>
                {userFlows.map(flow => (
                  <li key={flow}>{flow}</li>
                ))}
              </ul>
            ) : (
              <Text color="secondary">{t('why.noFlow')}</Text>
            )}
          </div>
        </Flex>
      </CardBody>
    </Card>
  );
}

function Cause(props: { cause: HealthCause; incident: Incident }) {
  const { cause, incident } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const { t: tWorkload } = useTranslationRef(workloadTranslationRef);
  const mapHref = useMapHref(incident);
  const { entityRef, state, reason, observedAt } = cause;
  const path = cause.path.length > 0 ? cause.path : [entityRef];
  return (
    <li>
      <ToneLabel tone={toneOfHealth(state)}>
        {tWorkload(`health.${state}`)}: {reason}
      </ToneLabel>
      <ol className={styles.path} aria-label={t('why.path')}>
        {path.map(ref => {
          const isRoot = ref === entityRef;
          return (
            <li key={ref} className={isRoot ? styles.root : undefined}>
              <Link
                href={mapHref(ref)}
                title={isRoot ? t('why.rootCause') : undefined}
              >
                {incident.titles[ref] ?? ref}
              </Link>
            </li>
          );
        })}
      </ol>
      <span className={styles.secondary}>
        {t('why.seen')} <When at={observedAt} />
      </span>
    </li>
  );
}
