import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { addMonths, monthOf } from './months';

/** Which part of the calendar is shown; kept in the address. */
export interface DayInAddress {
  /** The first of the months shown, `2026-11`. */
  start: string;
  /** The day whose month is listed beside, `2026-11-21`. */
  day: string;
  goTo: (place: { start?: string; day?: string }) => void;
}

/** Shows from this month on and lists this month, unless the address says otherwise. */
export function useDayInAddress(now: Date): DayInAddress {
  const [params, setParams] = useSearchParams();
  const start = matching(params.get('start'), /^\d{4}-\d\d$/) ?? monthOf(now);
  const today = now.toISOString().slice(0, 10);
  const first = today.startsWith(start) ? today : `${start}-01`;
  const day = matching(params.get('day'), /^\d{4}-\d\d-\d\d$/) ?? first;
  const isShown = day >= start && day < addMonths(start, 12);
  const goTo = useCallback<DayInAddress['goTo']>(
    place =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          for (const [key, value] of Object.entries(place)) {
            after.set(key, value);
          }
          if (place.start && !place.day) after.delete('day');
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { start, day: isShown ? day : first, goTo };
}

function matching(value: string | null, form: RegExp): string | undefined {
  const isTime = value && form.test(value) && !Number.isNaN(Date.parse(value));
  return isTime ? value : undefined;
}
