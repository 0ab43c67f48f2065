import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatPercent,
  formatRemaining,
  formatShare,
} from '@plumbline/plugin-slo-common';
import { ScrollRegion } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import styles from './BurnDownChart.module.css';
import { ChartMark, ChartPoint } from './chartTime';

/** Props of {@link HistoryTable}. */
export interface HistoryTableProps {
  /** Says whose numbers these are. */
  label: string;
  /** Oldest first. */
  points: ChartPoint[];
  marks: ChartMark[];
}

/** The numbers behind the burn-down chart, newest first. */
export function HistoryTable({ label, points, marks }: HistoryTableProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const unknown = t('figures.unknown');
  const eventsOn = new Map(
    marks.map(({ day, events }) => [
      day,
      events.map(({ title }) => title).join('; '),
    ]),
  );
  return (
    <ScrollRegion label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('chart.day')}</th>
            <th scope="col">{t('chart.remaining')}</th>
            <th scope="col">{t('chart.spentThatDay')}</th>
            <th scope="col">{t('chart.compliance')}</th>
            <th scope="col">{t('chart.coverage')}</th>
            {marks.length > 0 && <th scope="col">{t('chart.happened')}</th>}
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
                {typeof point.spent === 'number'
                  ? formatShare(point.spent)
                  : unknown}
              </td>
              <td>
                {point.compliance === null
                  ? unknown
                  : formatPercent(point.compliance)}
              </td>
              <td>{formatShare(point.coverage)}</td>
              {marks.length > 0 && <td>{eventsOn.get(point.day)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
