import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { ReportObjective, formatShare } from '@plumbline/plugin-slo-common';
import {
  CHART_AXIS,
  CHART_GRID,
  CHART_TOOLTIP,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { dayLabel, daysOf } from '../months';
import styles from './Report.module.css';
import { ReportTable } from './ReportTable';

const HEIGHT = 180;

/** Rows of the table at first. */
const SHOWN = 10;

/** Props of {@link WorstDays}. */
export interface WorstDaysProps {
  /** Such as `2026-11`. */
  month: string;
  objectives: ReportObjective[];
}

/**
 * The days that spent most of each objective's budget. The chart shows the
 * largest share of a budget that each day spent, as one image with a sentence
 * for those who do not see it; every share is in the table below.
 */
export function WorstDays({ month, objectives }: WorstDaysProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const spending = objectives
    .flatMap(({ id, displayName, worstDays }) =>
      worstDays.map(({ day, spent }) => ({
        id: `${id} ${day}`,
        day,
        slo: displayName,
        spent,
      })),
    )
    .sort((a, b) => b.spent - a.spent);
  if (spending.length === 0) {
    return <Text color="secondary">{t('report.noWorstDay')}</Text>;
  }
  const [worst] = spending;
  const summary = t('report.worstDay', {
    day: dayLabel(worst.day),
    spent: formatShare(worst.spent),
    slo: worst.slo,
  });
  const bars = daysOf(month).map(day => ({
    day,
    // Sorted: the first one of a day is its largest.
    ...spending.find(each => each.day === day),
  }));
  return (
    <>
      <div aria-label={summary} className={styles.chart} role="img">
        <ResponsiveContainer height={HEIGHT} width="100%">
          <BarChart
            accessibilityLayer={false}
            data={bars}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          >
            <CartesianGrid {...CHART_GRID} />
            <XAxis
              {...CHART_AXIS}
              dataKey="day"
              minTickGap={32}
              tickFormatter={dayLabel}
            />
            <YAxis {...CHART_AXIS} tickFormatter={formatShare} width={56} />
            <Tooltip
              {...CHART_TOOLTIP}
              cursor={{ fill: 'var(--bui-bg-neutral-2)' }}
              formatter={(value, _name, { payload }) => [
                formatShare(Number(value)),
                payload.slo,
              ]}
              labelFormatter={day => dayLabel(String(day))}
            />
            <Bar
              dataKey="spent"
              fill="var(--bui-fg-secondary)"
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Text color="secondary">{summary}</Text>
      <ReportTable
        label={t('report.worstDays')}
        columns={[
          { head: t('report.column.day'), cell: each => dayLabel(each.day) },
          { head: t('column.slo'), cell: each => each.slo },
          {
            head: t('report.column.spent'),
            isNumber: true,
            cell: each => formatShare(each.spent),
          },
        ]}
        rows={showsAll ? spending : spending.slice(0, SHOWN)}
      />
      {spending.length > SHOWN && (
        <Button
          className={styles.more}
          size="small"
          variant="tertiary"
          onPress={() => setShowsAll(!showsAll)}
        >
          {showsAll
            ? t('report.fewerDays')
            : t('report.allDays', { count: spending.length - SHOWN })}
        </Button>
      )}
    </>
  );
}
