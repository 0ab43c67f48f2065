import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  SlaPromise,
  SloStatus,
  formatPercent,
  formatSli,
} from '@plumbline/plugin-slo-common';
import { ScrollRegion } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import { SlaPromiseLine } from '../SloPanel/SlaPromiseLine';
import { sloAnchor } from '../SloPanel/sloAnchor';
import styles from './Agreement.module.css';

/** What is promised to clients beside the objectives that should protect it. */
export function PromiseTable({ slos }: { slos: SloStatus[] }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const promised = slos.filter(
    (slo): slo is SloStatus & { sla: SlaPromise } => slo.sla !== undefined,
  );
  if (promised.length === 0) {
    return <Text color="secondary">{t('agreement.noSla')}</Text>;
  }
  return (
    <ScrollRegion label={t('agreement.promises')}>
      <table aria-label={t('agreement.promises')} className={styles.promises}>
        <thead>
          <tr>
            <th scope="col">{t('agreement.sla')}</th>
            <th scope="col">{t('agreement.promised')}</th>
            <th scope="col">{t('figures.objective')}</th>
            <th scope="col">{t('figures.compliance')}</th>
          </tr>
        </thead>
        <tbody>
          {promised.map(slo => (
            <tr key={slo.id}>
              <th scope="row">
                {slo.sla.name ?? t('agreement.unnamed')} (
                <Link href={`#${sloAnchor(slo.id)}`}>{slo.displayName}</Link>)
              </th>
              <td>
                <SlaPromiseLine slo={slo} sla={slo.sla} />
              </td>
              <td>{formatPercent(slo.target)}</td>
              <td>
                {slo.compliance === null
                  ? t('figures.unknown')
                  : formatSli(slo.compliance, slo.target)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
