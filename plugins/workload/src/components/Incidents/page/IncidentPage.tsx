import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link } from '@backstage/ui';
import { Incident, incidentPath } from '@plumbline/plugin-workload-common';
import {
  EmptyState,
  Heading,
  ReadView,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useParams } from 'react-router-dom';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { IncidentReviewCard } from '../review/IncidentReviewCard';
import { REFRESH_MS, useLiveIncidents } from '../useLiveIncidents';
import { Calls } from './Calls';
import { IncidentHead } from './IncidentHead';
import styles from './IncidentPage.module.css';
import { Timeline } from './Timeline';
import { WhatIsIll } from './WhatIsIll';

/** One incident, named by its number in the address: what is ill and why, who is called, what happened, and what was learned. */
export function IncidentPage() {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { number = '' } = useParams();
  return (
    <Flex direction="column" gap="4" className={styles.page}>
      <Link className={styles.screenOnly} href={incidentPath()}>
        {t('page.all')}
      </Link>
      {/^[1-9]\d{0,8}$/.test(number) ? (
        // What somebody writes about one is not carried over to another.
        <OneIncident key={number} number={Number(number)} />
      ) : (
        <NoIncident number={number} />
      )}
    </Flex>
  );
}

function NoIncident({ number }: { number: string }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <Heading level={2}>{t('page.title', { number })}</Heading>
      <EmptyState
        title={t('page.none', { number })}
        description={t('page.noneWhy')}
      />
    </Flex>
  );
}

function OneIncident({ number }: { number: number }) {
  const api = useApi(workloadApiRef);
  const read = useRead(() => api.getIncident(number), [api, number], {
    everyMs: REFRESH_MS,
  });
  const { value, error, retry } = read;
  useLiveIncidents(read, value?.workloadRef);
  if (!value && error && isNotFound(error)) {
    return <NoIncident number={String(number)} />;
  }
  return (
    <ReadView read={read}>
      {incident => <Content incident={incident} onChanged={retry} />}
    </ReadView>
  );
}

function Content(props: { incident: Incident; onChanged: () => void }) {
  const { incident, onChanged } = props;
  return (
    <Flex direction="column" gap="5">
      <IncidentHead incident={incident} onChanged={onChanged} />
      <div className={styles.columns}>
        <WhatIsIll incident={incident} />
        <Calls incident={incident} />
      </div>
      <Timeline incident={incident} />
      <IncidentReviewCard incident={incident} onChanged={onChanged} />
    </Flex>
  );
}

function isNotFound(error: Error): boolean {
  const { name, cause } = error as Error & { cause?: { name?: string } };
  return name === 'NotFoundError' || cause?.name === 'NotFoundError';
}
