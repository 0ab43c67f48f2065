import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  SloStatus,
  formatBurnRate,
  formatPercent,
  formatRemaining,
  formatSli,
} from '@plumbline/plugin-slo-common';
import { ScrollRegion, ToneLabel } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import { TONE_OF_SEVERITY } from '../Alerts/severityTone';
import { SloStateLabel } from '../SloStateLabel/SloStateLabel';
import { sloAnchor } from '../SloPanel/sloAnchor';
import styles from './SloSummaryTable.module.css';

/** Props of {@link SloSummaryTable}. */
export interface SloSummaryTableProps {
  /** Worst first. */
  slos: SloStatus[];
}

/** All SLOs of a workload at a glance, one line each, with the way to each. */
export function SloSummaryTable({ slos }: SloSummaryTableProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const unknown = t('figures.unknown');
  return (
    <ScrollRegion label={t('summary.label')}>
      <table aria-label={t('summary.label')} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('summary.slo')}</th>
            <th scope="col">{t('figures.entity')}</th>
            <th scope="col">{t('summary.state')}</th>
            <th scope="col">{t('figures.objective')}</th>
            <th scope="col">{t('figures.compliance')}</th>
            <th scope="col">{t('figures.remaining')}</th>
            <th scope="col">{t('summary.burnRate')}</th>
            <th scope="col">{t('alerts.title')}</th>
          </tr>
        </thead>
        <tbody>
          {slos.map(slo => (
            <tr key={slo.id}>
              <th scope="row">
                <Link href={`#${sloAnchor(slo.id)}`}>{slo.displayName}</Link>
              </th>
              <td>
                {slo.stampRef ? (
                  <EntityRefLink entityRef={slo.stampRef} hideIcon />
                ) : (
                  t('tab.whole')
                )}
              </td>
              <td>
                <SloStateLabel state={slo.state} reason={slo.reason} />
              </td>
              <td>{formatPercent(slo.target)}</td>
              <td>
                {slo.compliance === null
                  ? unknown
                  : formatSli(slo.compliance, slo.target)}
              </td>
              <td>
                {slo.remainingBudget === null
                  ? unknown
                  : formatRemaining(slo.remainingBudget)}
              </td>
              <td>{rateOf(slo) ?? unknown}</td>
              <td>
                <Firing slo={slo} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Firing({ slo }: { slo: SloStatus }) {
  const { t } = useTranslationRef(sloTranslationRef);
  // The worst comes first.
  const worst = slo.alertReadings.find(({ state }) => state === 'firing');
  if (!worst) return <>{t('alerts.quiet')}</>;
  return (
    <ToneLabel tone={TONE_OF_SEVERITY[worst.severity]} title={worst.name}>
      {t(`alerts.severities.${worst.severity}`)}
    </ToneLabel>
  );
}

/** Over the shortest window. */
function rateOf({ burnRates }: SloStatus): string | undefined {
  const rate = burnRates[0]?.rate ?? null;
  return rate === null ? undefined : formatBurnRate(rate);
}
