import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell, Link, Text } from '@backstage/ui';
import { WorkloadRow, incidentPath } from '@plumbline/plugin-workload-common';
import { When } from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import styles from './cells.module.css';

/** The incident that is open, since when, and whether someone is on it. */
export function IncidentCell({ row }: { row: WorkloadRow }) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { incident } = row;
  if (!incident) {
    return (
      <Cell>
        <Text color="secondary">{t('column.noIncident')}</Text>
      </Cell>
    );
  }
  return (
    <Cell>
      <div className={styles.cell}>
        <IncidentLink incident={incident} />
        <span className={styles.secondary}>
          <When at={incident.openedAt} />
          {incident.state === 'acknowledged' && `, ${t('column.acknowledged')}`}
        </span>
      </div>
    </Cell>
  );
}

/** Number and severity of an incident, as a link to its page. */
export function IncidentLink(props: {
  incident: NonNullable<WorkloadRow['incident']>;
}) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { number, severity, title } = props.incident;
  return (
    <Link href={incidentPath(number)} title={title} variant="body-small">
      {t('column.incidentLink', { number: String(number), severity })}
    </Link>
  );
}
