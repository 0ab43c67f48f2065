import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell, Link } from '@backstage/ui';
import {
  INCIDENT_ORDERS,
  IncidentListItem,
  IncidentOrder,
  incidentPath,
} from '@plumbline/plugin-workload-common';
import {
  ServerColumn,
  When,
  ownerColumn,
} from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { useEntityHref } from '../../useEntityHref';
import { ReviewLabel } from '../labels/ReviewLabel';
import { SeverityLabel } from '../labels/SeverityLabel';
import { StateLabel } from '../labels/StateLabel';
import { lasted } from '../labels/lasted';
import styles from './IncidentList.module.css';

/** A row of the table. */
export type IncidentRow = IncidentListItem & { id: number };

/** A column whose id is what the back end sorts by; what it cannot sort by has another. */
interface IncidentColumn extends ServerColumn<IncidentRow> {
  id: IncidentOrder | 'state' | 'owner';
}

/** What is said of each incident. */
export function useColumns(): IncidentColumn[] {
  const { t } = useTranslationRef(incidentTranslationRef);
  const hrefOf = useEntityHref();
  return useMemo(() => {
    const columns: IncidentColumn[] = [
      {
        id: 'number',
        label: t('column.number'),
        isRowHeader: true,
        defaultWidth: '3fr',
        minWidth: 220,
        cell: ({ number, title, alertCount, openedAt }) => (
          <Cell>
            <div className={styles.cell}>
              <Link
                className={styles.title}
                href={incidentPath(number)}
                title={title}
                weight="bold"
              >
                {number}: {title}
              </Link>
              <span className={styles.secondary}>
                {t('column.since')} <When at={openedAt} />
                {', '}
                {t('column.alerts', { count: alertCount })}
              </span>
            </div>
          </Cell>
        ),
      },
      {
        id: 'severity',
        label: t('column.severity'),
        meaning: t('column.severityMeans'),
        minWidth: 92,
        cell: ({ severity }) => (
          <Cell>
            <SeverityLabel severity={severity} />
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('column.state'),
        minWidth: 124,
        cell: ({ state }) => (
          <Cell>
            <StateLabel state={state} />
          </Cell>
        ),
      },
      {
        id: 'workload',
        label: t('column.workload'),
        minWidth: 120,
        cell: ({ workloadRef, workloadTitle }) => (
          <Cell>
            <Link href={hrefOf(workloadRef)}>{workloadTitle}</Link>
          </Cell>
        ),
      },
      ownerColumn<IncidentRow>(t('column.owner'), {
        hideIcon: true,
        minWidth: 110,
      }),
      {
        id: 'closed',
        label: t('column.lasted'),
        minWidth: 120,
        cell: incident => {
          const time = lasted(incident, Date.now());
          return (
            <Cell>
              {incident.closedAt ? time : t('column.goesOn', { time })}
            </Cell>
          );
        },
      },
      {
        id: 'review',
        label: t('column.review'),
        meaning: t('column.reviewMeans'),
        minWidth: 130,
        cell: incident => (
          <Cell>
            <ReviewLabel incident={incident} />
          </Cell>
        ),
      },
    ];
    return columns.map(column => ({
      ...column,
      isSortable: INCIDENT_ORDERS.some(each => each === column.id),
    }));
  }, [t, hrefOf]);
}
