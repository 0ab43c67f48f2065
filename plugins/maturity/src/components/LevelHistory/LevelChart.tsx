import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  CHART_AXIS,
  CHART_GRID,
  CHART_TOOLTIP,
} from '@plumbline/plugin-workload-react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { maturityTranslationRef } from '../../translation';
import { dayLabel } from '../dayLabel';
import styles from './LevelHistory.module.css';
import { LevelCourses, OVERALL } from './levelCourse';

const HEIGHT = 220;
/** Hue and pattern, so that nobody has to tell lines by colour alone. */
const LINES = [
  { stroke: 'var(--bui-accent-bg)', strokeDasharray: '6 3' },
  { stroke: 'var(--bui-negative-fg-subdued)', strokeDasharray: '2 3' },
  { stroke: 'var(--bui-positive-fg-subdued)', strokeDasharray: '10 4' },
  { stroke: 'var(--bui-warning-fg-subdued)', strokeDasharray: '8 3 2 3' },
  { stroke: 'var(--bui-fg-secondary)', strokeDasharray: '4 4' },
  { stroke: 'var(--bui-announcement-fg-subdued)', strokeDasharray: '1 4' },
];
/** How far lines on the same level stand apart, so that none hides another. */
const APART = 0.07;

/** Props of {@link LevelChart}. */
export interface LevelChartProps extends LevelCourses {
  /** The highest level there is. */
  top: number;
  /** Id of the one course that is drawn beside the overall one; all when absent. */
  only?: string;
}

/**
 * Levels over time, as steps. One image with a sentence for those who do not
 * see it; every change is in the table beside it.
 */
export function LevelChart(props: LevelChartProps) {
  const { times, courses, top, only } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const rows = times.map((time, index) => ({
    time,
    ...Object.fromEntries(
      courses.map(({ id, levels }, line) => [
        id,
        levels[index] === null ? null : levels[index] + offsetOf(line, courses),
      ]),
    ),
  }));
  const lines = courses
    .map((course, place) => ({ ...course, style: lineOf(course.id, place) }))
    .filter(({ id }) => !only || id === only || id === OVERALL);
  const words = lines
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
          <YAxis
            {...CHART_AXIS}
            domain={[-0.3, top + 0.3]}
            ticks={Array.from({ length: top + 1 }, (_, level) => level)}
            width={28}
          />
          <Tooltip
            {...CHART_TOOLTIP}
            formatter={(value, title) => [Math.round(Number(value)), title]}
            labelFormatter={time => dayLabel(Number(time))}
          />
          {lines.map(({ id, title, style }) => (
            <Line
              key={id}
              dataKey={id}
              dot={false}
              isAnimationActive={false}
              name={title}
              type="stepAfter"
              {...style}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      <ul className={styles.legend}>
        {lines.map(({ id, title, style }) => (
          <li key={id}>
            <svg height="8" width="32">
              <line x1="0" x2="32" y1="4" y2="4" {...style} />
            </svg>
            {title}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How the line of a course is drawn. */
function lineOf(id: string, place: number) {
  return id === OVERALL
    ? { stroke: 'var(--bui-fg-primary)', strokeWidth: 3 }
    : { ...LINES[(place - 1) % LINES.length], strokeWidth: 2 };
}

/** The overall line stands on its level, those of the pillars around it. */
function offsetOf(line: number, courses: LevelCourses['courses']): number {
  if (courses[line].id === OVERALL) return 0;
  const others = courses.length - 1;
  const place = line - 1 - (others - 1) / 2;
  return (place < 0 ? place - 0.5 : place + 0.5) * APART;
}
