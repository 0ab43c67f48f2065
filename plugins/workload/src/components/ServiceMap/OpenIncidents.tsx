import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import { WorkloadMap, incidentPath } from '@plumbline/plugin-workload-common';
import { When } from '@plumbline/plugin-workload-react';
import { RiAlarmWarningFill } from '@remixicon/react';
import styles from './ServiceMap.module.css';
import { serviceMapTranslationRef } from './translation';

/** What is being worked on now. */
export function OpenIncidents({ map }: { map: WorkloadMap }) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  if (map.at || map.incidents.length === 0) return null;
  return (
    <ul className={styles.incidents}>
      {map.incidents.map(({ number, severity, title, openedAt }) => (
        <li key={number}>
          <RiAlarmWarningFill aria-hidden size={16} />
          <Link href={incidentPath(number)}>
            {t('incident.open', { number: String(number), severity, title })}
          </Link>
          <When at={openedAt} />
        </li>
      ))}
    </ul>
  );
}
