import { CalendarDay } from '@plumbline/plugin-secret-expiry-common';
import { KeyboardEvent, useEffect, useRef } from 'react';
import styles from './CalendarTab.module.css';
import { Month } from './Month';
import { MONTHS, addDays, addMonths, lastDayOf } from './months';

/** Props of {@link Months}. */
export interface MonthsProps {
  /** `2026-11`, the first one. */
  start: string;
  days: ReadonlyMap<string, CalendarDay>;
  today: string;
  day: string;
  onChoose: (day: string) => void;
}

/** Twelve months; arrow keys go by days and weeks, page keys by months, home and end to a month's first and last. */
export function Months(props: MonthsProps) {
  const { start, days, today, day, onChoose } = props;
  const months = Array.from({ length: MONTHS }, (_, i) => addMonths(start, i));
  const root = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    root.current
      ?.querySelector<HTMLButtonElement>(`[data-day="${day}"]`)
      ?.focus();
  }, [day]);

  const move = (event: KeyboardEvent) => {
    const target = targetOf(event.key, day);
    if (!target) return;
    event.preventDefault();
    moved.current = true;
    onChoose(within(target, months));
  };
  return (
    // The days in it take the keys.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={root} className={styles.months} onKeyDown={move}>
      {months.map(month => (
        <Month
          key={month}
          month={month}
          days={days}
          today={today}
          day={day.startsWith(month) ? day : undefined}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

/** Where a key leads to from a day. */
function targetOf(key: string, day: string): string | undefined {
  const month = day.slice(0, 7);
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return `${month}-01`;
    case 'End':
      return lastDayOf(month);
    case 'PageUp':
    case 'PageDown':
      return sameDayOf(addMonths(month, key === 'PageUp' ? -1 : 1), day);
    default:
      return undefined;
  }
}

/** The same day of another month, or its last one. */
function sameDayOf(month: string, day: string): string {
  const same = `${month}${day.slice(7)}`;
  const last = lastDayOf(month);
  return same < last ? same : last;
}

/** A day, or the nearest of those months to it. */
function within(day: string, months: string[]): string {
  const first = `${months[0]}-01`;
  const last = lastDayOf(months[months.length - 1]);
  if (day < first) return first;
  return day > last ? last : day;
}
