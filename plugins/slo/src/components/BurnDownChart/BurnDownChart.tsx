import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  SloHistoryPoint,
  formatRemaining,
  formatShare,
} from '@plumbline/plugin-slo-common';
import {
  CHART_AXIS,
  CHART_GRID,
  CHART_TOOLTIP,
} from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { sloTranslationRef } from '../../translation';
import styles from './BurnDownChart.module.css';

const HEIGHT = 160;

/** Props of {@link BurnDownChart}. */
export interface BurnDownChartProps {
  /** Oldest first. */
  points: SloHistoryPoint[];
  /** Display name of the SLO. */
  slo: string;
}

/**
 * Remaining error budget by day. A day without data is a break in the line.
 * The chart itself is one image with a sentence for those who do not see it;
 * the numbers are in {@link HistoryTable}.
 */
export function BurnDownChart({ points, slo }: BurnDownChartProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const known = points.flatMap(({ day, remainingBudget }) =>
    remainingBudget === null ? [] : [{ day, remaining: remainingBudget }],
  );
  if (known.length < 2) {
    return <Text color="secondary">{t('chart.none')}</Text>;
  }
  const first = known[0];
  const last = known[known.length - 1];
  const lowest = Math.min(...known.map(({ remaining }) => remaining));
  const summary = t('chart.summary', {
    slo,
    first: formatRemaining(first.remaining),
    firstDay: dayLabel(first.day),
    last: formatRemaining(last.remaining),
    lastDay: dayLabel(last.day),
    lowest: formatRemaining(lowest),
  });
  return (
    <div aria-label={summary} className={styles.chart} role="img">
      <ResponsiveContainer height={HEIGHT} width="100%">
        <LineChart
          accessibilityLayer={false}
          data={points}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        >
          <CartesianGrid {...CHART_GRID} />
          <XAxis
            {...CHART_AXIS}
            dataKey="day"
            minTickGap={32}
            tickFormatter={dayLabel}
          />
          <YAxis
            {...CHART_AXIS}
            domain={[Math.min(0, lowest), 1]}
            tickFormatter={formatShare}
            width={56}
          />
          <Tooltip
            {...CHART_TOOLTIP}
            formatter={value => [formatRemaining(Number(value)), slo]}
            labelFormatter={day => dayLabel(String(day))}
          />
          <ReferenceLine
            label={{
              value: t('chart.spent'),
              fill: 'var(--bui-fg-secondary)',
              position: 'insideBottomLeft',
            }}
            stroke="var(--bui-negative-fg-subdued)"
            strokeDasharray="4 4"
            y={0}
          />
          <Line
            connectNulls={false}
            dataKey="remainingBudget"
            dot={false}
            isAnimationActive={false}
            stroke="var(--bui-fg-primary)"
            strokeWidth={2}
            type="linear"
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

function dayLabel(day: string): string {
  return DateTime.fromISO(day).toLocaleString({
    day: 'numeric',
    month: 'short',
  });
}
