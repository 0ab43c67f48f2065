import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { CalendarDay } from '@plumbline/plugin-secret-expiry-common';
import { memo } from 'react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import styles from './CalendarTab.module.css';
import { dayLabel, gridOf, monthLabel, weekdays } from './months';

/** Props of {@link Month}. */
export interface MonthProps {
  /** `2026-11`. */
  month: string;
  /** What expires, by day. */
  days: ReadonlyMap<string, CalendarDay>;
  today: string;
  /** The day that is chosen, where it is in this month. */
  day: string | undefined;
  onChoose: (day: string) => void;
}

/** One month: how many expire on each day. Only the chosen day is a stop of the tab key; arrows lead on. */
export const Month = memo((props: MonthProps) => {
  const { month, days, today, day: chosen, onChoose } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const cell = (day: string) => {
    const { count = 0, manual = 0 } = days.get(day) ?? {};
    return (
      <button
        type="button"
        className={styles.day}
        data-day={day}
        data-has={hasOf(count, manual)}
        data-today={day === today || undefined}
        aria-current={day === today ? 'date' : undefined}
        aria-pressed={day === chosen}
        tabIndex={day === chosen ? 0 : -1}
        onClick={() => onChoose(day)}
      >
        <VisuallyHidden>
          {dayLabel(day)}
          {': '}
          {count > 0
            ? t('calendar.dayHas', { count, manual: String(manual) })
            : t('calendar.dayNone')}
        </VisuallyHidden>
        <span aria-hidden className={styles.number}>
          {Number(day.slice(8))}
        </span>
        {count > 0 && (
          <span aria-hidden className={styles.count}>
            {count}
          </span>
        )}
      </button>
    );
  };
  return (
    <table className={styles.month}>
      <caption>{monthLabel(month)}</caption>
      <thead>
        <tr>
          {weekdays().map(({ short, long }) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {gridOf(month).weeks.map((week, index) => (
          // Weeks of a month never change places.
          <tr key={String(index)}>
            {week.map((day, weekday) => (
              <td key={String(weekday)}>{day && cell(day)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});
Month.displayName = 'Month';

function hasOf(count: number, manual: number) {
  if (count === 0) return undefined;
  return manual > 0 ? 'manual' : 'automatic';
}
