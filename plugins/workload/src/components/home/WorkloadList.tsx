import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import {
  SUMMARY_FAMILIES,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../../translation';
import { HealthLabel } from '../HealthLabel';
import { IncidentLink } from '../WorkloadsPage/table/IncidentCell';
import { useEntityHref } from '../useEntityHref';
import styles from './WorkloadList.module.css';

/** Workloads in short: how each is, and what its families say of it. */
export function WorkloadList({ rows }: { rows: WorkloadRow[] }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const hrefOf = useEntityHref();
  return (
    <ul className={styles.list}>
      {rows.map(row => (
        <li key={row.ref} className={styles.row}>
          <div className={styles.name}>
            <Link href={hrefOf(row.ref)} weight="bold">
              {row.title}
            </Link>
            <HealthLabel state={row.health} title={row.healthReason} />
            {row.incident && <IncidentLink incident={row.incident} />}
          </div>
          <dl className={styles.facts}>
            {SUMMARY_FAMILIES.map(family => {
              const cell = row.families[family];
              return (
                cell && (
                  <div key={family}>
                    <dt>{t(`family.${family}`)}</dt>
                    <dd>
                      <ToneLabel tone={cell.tone}>{cell.text}</ToneLabel>
                    </dd>
                  </div>
                )
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}
