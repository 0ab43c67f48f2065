import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell } from '@backstage/ui';
import { WorkloadRow } from '@plumbline/plugin-workload-common';
import { When } from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../../../translation';
import { HealthLabel } from '../../HealthLabel';
import { IncidentLink } from './IncidentCell';
import styles from './cells.module.css';

/** Health, since when, and the incident that is open. */
export function HealthCell({ row }: { row: WorkloadRow }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <Cell>
      <div className={styles.cell}>
        <HealthLabel state={row.health} title={row.healthReason} />
        {row.incident ? (
          <IncidentLink incident={row.incident} />
        ) : (
          <span className={styles.secondary} title={t('health.seenForMeans')}>
            {t('health.seenFor')}{' '}
            <When at={row.healthSince} format="duration" />
          </span>
        )}
      </div>
    </Cell>
  );
}
