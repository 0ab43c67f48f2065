import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DatePicker } from '@backstage/ui';
import { CalendarDate, parseDate, today } from '@internationalized/date';
import { sloPageTranslationRef } from '../../../pageTranslation';
import styles from './SloFilters.module.css';

/** Props of {@link ChangedSince}. */
export interface ChangedSinceProps {
  /** UTC day, such as `2026-11-15`; absent: whether it changed or not. */
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

/** Asks since when something must have changed. */
export function ChangedSince({ value, onChange }: ChangedSinceProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  return (
    <div className={styles.day} title={t('filter.changedSinceMeans')}>
      <DatePicker
        label={t('filter.changedSince')}
        value={value === undefined ? null : dayOf(value)}
        maxValue={today('UTC')}
        onChange={day => onChange(day?.toString())}
      />
    </div>
  );
}

/** Nothing where there is no such day. */
function dayOf(value: string): CalendarDate | null {
  try {
    return parseDate(value);
  } catch {
    return null;
  }
}
