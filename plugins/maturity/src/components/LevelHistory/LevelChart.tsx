import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DateTime } from 'luxon';
import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { maturityTranslationRef } from '../../translation';
import styles from './LevelHistory.module.css';
import { LevelCourses, OVERALL } from './levelCourse';

const HEIGHT = 220;
/** Hue and pattern, so that nobody has to tell lines by colour alone. */
const LINES = [
  { stroke: 'var(--bui-accent-bg)', strokeDasharray: '6 3' },
  { stroke: 'var(--bui-negative-fg-subdued)', strokeDasharray: '2 3' },
  { stroke: 'var(--bui-positive-fg-subdued)', strokeDasharray: '10 4' },
  { stroke: 'var(--bui-warning-fg-subdued)', strokeDasharray: '8 3 2 3' },
  { stroke: 'var(--bui-announcement-fg-subdued)', strokeDasharray: '4 4' },
  { stroke: 'var(--bui-fg-secondary)', strokeDasharray: '1 4' },
];

/** Props of {@link LevelChart}. */
export interface LevelChartProps extends LevelCourses {
  /** The highest level there is. */
  top: number;
}

/**
 * Levels over time, as steps. One image with a sentence for those who do not
 * see it; every change is in the table beside it.
 */
export function LevelChart({ times, courses, top }: LevelChartProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const rows = times.map((time, index) => ({
    time,
    ...Object.fromEntries(courses.map(({ id, levels }) => [id, levels[index]])),
  }));
  const words = courses
    .map(({ title, levels }) => {
      const start = levels.findIndex(level => level !== null);
      return t('history.chartOne', {
        title,
        from: String(levels[start] ?? '–'),
        fromDay: dayLabel(times[Math.max(start, 0)]),
        to: String(levels[levels.length - 1] ?? '–'),
      });
    })
    .join('; ');
  return (
    <div
      aria-label={t('history.chart', { words })}
      className={styles.chart}
      role="img"
    >
      <ResponsiveContainer height={HEIGHT} width="100%">
        <LineChart
          accessibilityLayer={false}
          data={rows}
          margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        >
          <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
          <XAxis
            dataKey="time"
            domain={['dataMin', 'dataMax']}
            minTickGap={40}
            scale="time"
            stroke="var(--bui-fg-secondary)"
            tickFormatter={dayLabel}
            type="number"
          />
          <YAxis
            allowDecimals={false}
            domain={[0, top]}
            stroke="var(--bui-fg-secondary)"
            tickCount={top + 1}
            width={28}
          />
          <Tooltip
            contentStyle={{
              background: 'var(--bui-bg-neutral-1)',
              border: '1px solid var(--bui-border-1)',
              color: 'var(--bui-fg-primary)',
            }}
            itemStyle={{ color: 'var(--bui-fg-primary)' }}
            labelFormatter={time => dayLabel(Number(time))}
          />
          <Legend
            formatter={title => (
              <span className={styles.legend}>{String(title)}</span>
            )}
          />
          {courses.map(({ id, title }, index) => (
            <Line
              key={id}
              dataKey={id}
              dot={false}
              isAnimationActive={false}
              name={title}
              type="stepAfter"
              {...(id === OVERALL
                ? { stroke: 'var(--bui-fg-primary)', strokeWidth: 3 }
                : { ...LINES[(index - 1) % LINES.length], strokeWidth: 2 })}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

function dayLabel(time: number): string {
  return DateTime.fromMillis(time).toLocaleString({
    day: 'numeric',
    month: 'short',
    year: '2-digit',
  });
}
