import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, CardHeader, Flex, Link } from '@backstage/ui';
import { incidentPath } from '@plumbline/plugin-workload-common';
import {
  Heading,
  ReadView,
  When,
  WorkloadName,
  useRead,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { incidentTranslationRef } from '../../incidentTranslation';
import { ReviewLabel } from './labels/ReviewLabel';
import { SeverityLabel } from './labels/SeverityLabel';
import { StateLabel } from './labels/StateLabel';
import { lasted } from './labels/lasted';
import { incidentsHref } from './list/useIncidentView';
import styles from './WorkloadIncidents.module.css';
import { REFRESH_MS, useLiveIncidents } from './useLiveIncidents';

const SHOWN = 5;

/** The incidents of a workload: the one that goes on first, then the newest. */
export function WorkloadIncidents({ name }: { name: WorkloadName }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const api = useApi(workloadApiRef);
  const workload = stringifyEntityRef({ kind: 'system', ...name });
  const read = useRead(
    () => api.listIncidents({ workload, limit: SHOWN, offset: 0 }),
    [api, workload],
    { everyMs: REFRESH_MS },
  );
  useLiveIncidents(read, workload);
  return (
    <Card role="region" aria-labelledby="workload-incidents">
      <CardHeader>
        <Heading level={3} id="workload-incidents">
          {t('workload.heading')}
        </Heading>
      </CardHeader>
      <CardBody>
        <ReadView
          read={read}
          empty={{
            when: ({ items }) => items.length === 0,
            title: t('workload.none'),
            description: t('workload.noneMeans'),
          }}
        >
          {({ items, total }) => (
            <Flex direction="column" gap="3">
              <ul className={styles.list} aria-label={t('workload.list')}>
                {items.map(incident => {
                  const { number, title, severity, state, openedAt } = incident;
                  const time = lasted(incident, Date.now());
                  return (
                    <li key={number} className={styles.item}>
                      <Link href={incidentPath(number)}>
                        {number}: {title}
                      </Link>
                      <div className={styles.facts}>
                        <SeverityLabel severity={severity} />
                        <StateLabel state={state} />
                        <span>
                          {t('column.since')} <When at={openedAt} />
                        </span>
                        <span>
                          {incident.closedAt
                            ? time
                            : t('column.goesOn', { time })}
                        </span>
                        {incident.closedAt && (
                          <span className={styles.review}>
                            {t('page.review')}:{' '}
                            <ReviewLabel incident={incident} />
                          </span>
                        )}
                      </div>
                    </li>
                  );
                })}
              </ul>
              {total > items.length && (
                <Link href={incidentsHref({ workload })}>
                  {t('workload.all', { total: String(total) })}
                </Link>
              )}
            </Flex>
          )}
        </ReadView>
      </CardBody>
    </Card>
  );
}
