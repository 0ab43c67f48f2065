import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { TrendDay } from '@plumbline/plugin-maturity-common';
import {
  CHART_AXIS,
  CHART_GRID,
  CHART_TOOLTIP,
} from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import {
  Area,
  AreaChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { dayLabel } from '../../dayLabel';
import { levelColor } from '../LevelBars/levelColor';
import { TrendTable, meanOf } from './TrendTable';
import styles from './LevelTrend.module.css';

const HEIGHT = 180;

/** Props of {@link LevelTrend}. */
export interface LevelTrendProps {
  /** Oldest first. */
  trend: TrendDay[];
}

/**
 * How many workloads stood on each level over time, stacked; the highest at the
 * foot, so that what is proven grows from the ground. One image with a sentence
 * for those who do not see it; every day's figures are in {@link TrendTable}.
 */
export function LevelTrend({ trend }: LevelTrendProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  if (trend.length < 2) {
    return <Text color="secondary">{t('trend.none')}</Text>;
  }
  const top = Math.max(...trend.map(each => each.distribution.length - 1));
  const first = trend[0];
  const last = trend[trend.length - 1];
  const rows = trend.map(({ day, distribution, mean }) => ({
    time: DateTime.fromISO(day).toMillis(),
    mean,
    ...Object.fromEntries(
      distribution.map((count, level) => [keyOf(level), count]),
    ),
  }));
  const summary = t('trend.summary', {
    first: meanOf(first),
    firstDay: dayLabel(DateTime.fromISO(first.day).toMillis()),
    last: meanOf(last),
    lastDay: dayLabel(DateTime.fromISO(last.day).toMillis()),
  });
  const levels = Array.from({ length: top + 1 }, (_, each) => top - each);
  return (
    <>
      <div aria-label={summary} className={styles.chart} role="img">
        <ResponsiveContainer height={HEIGHT} width="100%">
          <AreaChart
            accessibilityLayer={false}
            data={rows}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          >
            <CartesianGrid {...CHART_GRID} />
            <XAxis
              {...CHART_AXIS}
              dataKey="time"
              domain={['dataMin', 'dataMax']}
              minTickGap={40}
              scale="time"
              tickFormatter={dayLabel}
              type="number"
            />
            <YAxis {...CHART_AXIS} allowDecimals={false} width={44} />
            <Tooltip
              {...CHART_TOOLTIP}
              labelFormatter={time => dayLabel(Number(time))}
            />
            {levels.map(level => (
              <Area
                key={level}
                dataKey={keyOf(level)}
                fill={levelColor(level, top).background}
                fillOpacity={1}
                isAnimationActive={false}
                name={t('level.word', { level: String(level) })}
                stackId="levels"
                stroke="var(--bui-border-2)"
                type="stepAfter"
              />
            ))}
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <Text color="secondary">{summary}</Text>
      <Accordion>
        <AccordionTrigger level={3} title={t('trend.figures')} />
        <AccordionPanel>
          <TrendTable trend={trend} />
        </AccordionPanel>
      </Accordion>
    </>
  );
}

function keyOf(level: number): string {
  return `level${level}`;
}
