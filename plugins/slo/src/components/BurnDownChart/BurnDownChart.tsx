import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { formatRemaining, formatShare } from '@plumbline/plugin-slo-common';
import {
  CHART_AXIS,
  CHART_GRID,
  CHART_TOOLTIP,
} from '@plumbline/plugin-workload-react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { sloTranslationRef } from '../../translation';
import styles from './BurnDownChart.module.css';
import { budgetTicks } from './budgetTicks';
import { ChartMark, ChartPoint } from './chartTime';
import { dayLabel } from './dayLabel';

const HEIGHT = 200;
/** Before the page has told how wide it is. */
const FIRST_WIDTH = 520;

/** Props of {@link BurnDownChart}. */
export interface BurnDownChartProps {
  /** Oldest first. */
  points: ChartPoint[];
  /** What happened meanwhile; {@link EventList} tells what each number is. */
  marks: ChartMark[];
  /** Display name of the SLO. */
  slo: string;
}

/**
 * Remaining error budget by day, with lines at what happened. A day without
 * data is a break in the line. Arrow keys go from day to day and the day's
 * figures are said; all of them are in {@link HistoryTable}.
 */
export function BurnDownChart({ points, marks, slo }: BurnDownChartProps) {
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
  const ticks = budgetTicks(lowest);
  const from = Date.parse(points[0].day);
  const to = points[points.length - 1].time;
  const dayOf = new Map(points.map(({ time, day }) => [time, day]));
  const labelOf = (time: number) => dayLabel(dayOf.get(time) ?? '');
  const happenedOn = new Map(
    points.map(({ time, day }) => [
      time,
      marks
        .find(mark => mark.day === day)
        ?.events.map(({ title }) => title)
        .join('; '),
    ]),
  );
  const summary = t('chart.summary', {
    slo,
    first: formatRemaining(first.remaining),
    firstDay: dayLabel(first.day),
    last: formatRemaining(last.remaining),
    lastDay: dayLabel(last.day),
    lowest: formatRemaining(lowest),
  });
  return (
    <div className={styles.chart}>
      <ResponsiveContainer
        height={HEIGHT}
        initialDimension={{ width: FIRST_WIDTH, height: HEIGHT }}
        width="100%"
      >
        <LineChart
          accessibilityLayer
          data={points}
          desc={t('chart.keys')}
          margin={{ top: 20, right: 12, bottom: 0, left: 0 }}
          title={summary}
        >
          <CartesianGrid {...CHART_GRID} />
          <XAxis
            {...CHART_AXIS}
            dataKey="time"
            domain={[from, to]}
            minTickGap={32}
            tickFormatter={labelOfNoon}
            ticks={points
              .map(({ day }) => noonOf(day))
              .filter(noon => noon <= to)}
            type="number"
          />
          <YAxis
            {...CHART_AXIS}
            domain={[ticks[0], 1]}
            tickFormatter={formatShare}
            ticks={ticks}
            width={56}
          />
          <Tooltip
            {...CHART_TOOLTIP}
            wrapperStyle={{ maxWidth: '100%' }}
            contentStyle={{
              ...CHART_TOOLTIP.contentStyle,
              whiteSpace: 'normal',
            }}
            formatter={value => [formatRemaining(Number(value)), slo]}
            labelFormatter={time =>
              [labelOf(Number(time)), happenedOn.get(Number(time))]
                .filter(Boolean)
                .join(': ')
            }
          />
          {marks
            .filter(({ until }) => until !== undefined)
            .map(({ number, time, until }) => (
              <ReferenceArea
                key={number}
                fill="var(--bui-fg-secondary)"
                fillOpacity={0.15}
                ifOverflow="hidden"
                x1={time}
                x2={Math.min(until!, to)}
              />
            ))}
          {marks.map(({ number, time }) => (
            <ReferenceLine
              key={number}
              label={{
                value: String(number),
                fill: 'var(--bui-fg-primary)',
                position: 'top',
              }}
              stroke="var(--bui-fg-secondary)"
              strokeDasharray="2 3"
              x={time}
            />
          ))}
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

/** Days are named at their middles, so that what happened on one stands around its name. */
function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

function labelOfNoon(noon: number): string {
  return dayLabel(new Date(noon).toISOString().slice(0, 10));
}
