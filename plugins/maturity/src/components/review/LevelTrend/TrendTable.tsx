import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { TrendDay } from '@plumbline/plugin-maturity-common';
import { DateTime } from 'luxon';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { dayLabel } from '../../dayLabel';
import { LongTable } from '../../LongTable/LongTable';
import styles from './LevelTrend.module.css';

/** Props of {@link TrendTable}. */
export interface TrendTableProps {
  /** Oldest first. */
  trend: TrendDay[];
}

/** The figures behind the trend: workloads on each level, newest day first. */
export function TrendTable({ trend }: TrendTableProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const count = Math.max(...trend.map(each => each.distribution.length));
  const levels = Array.from({ length: count }, (_, level) => level);
  return (
    <LongTable
      label={t('trend.figures')}
      className={styles.figures}
      heads={[
        t('trend.day'),
        ...levels.map(level => t('level.word', { level: String(level) })),
        t('trend.mean'),
      ]}
      rows={[...trend].reverse().map(each => (
        <tr key={each.day}>
          <th scope="row">{dayLabel(DateTime.fromISO(each.day).toMillis())}</th>
          {levels.map(level => (
            <td key={level}>{each.distribution[level] ?? 0}</td>
          ))}
          <td>{meanOf(each)}</td>
        </tr>
      ))}
    />
  );
}

/** The mean level in the reader's notation, to two digits. */
export function meanOf({ mean }: TrendDay): string {
  return mean.toLocaleString(undefined, { maximumFractionDigits: 2 });
}
