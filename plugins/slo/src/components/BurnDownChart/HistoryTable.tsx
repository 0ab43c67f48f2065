import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SloHistoryPoint,
  formatPercent,
  formatRemaining,
  formatShare,
} from '@plumbline/plugin-slo-common';
import { sloTranslationRef } from '../../translation';
import styles from './BurnDownChart.module.css';

/** Props of {@link HistoryTable}. */
export interface HistoryTableProps {
  /** Oldest first. */
  points: SloHistoryPoint[];
}

/** The numbers behind the burn-down chart, newest first. */
export function HistoryTable({ points }: HistoryTableProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const unknown = t('figures.unknown');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('chart.day')}</th>
          <th scope="col">{t('chart.remaining')}</th>
          <th scope="col">{t('chart.compliance')}</th>
          <th scope="col">{t('chart.coverage')}</th>
        </tr>
      </thead>
      <tbody>
        {[...points].reverse().map(point => (
          <tr key={point.day}>
            <th scope="row">{point.day}</th>
            <td>
              {point.remainingBudget === null
                ? unknown
                : formatRemaining(point.remainingBudget)}
            </td>
            <td>
              {point.compliance === null
                ? unknown
                : formatPercent(point.compliance)}
            </td>
            <td>{formatShare(point.coverage)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
