import { CalendarDate, parseDate } from '@internationalized/date';
import { DatePicker } from '@backstage/ui';

/** Props of {@link DayField}. */
export interface DayFieldProps {
  label: string;
  description?: string;
  /** `2026-11-27`; empty while there is none. */
  value: string;
  onChange: (day: string) => void;
  isRequired?: boolean;
  /** The earliest and the latest day that may be chosen. */
  min?: string;
  max?: string;
}

/** Asks for a day. */
export function DayField(props: DayFieldProps) {
  const { label, description, value, onChange, isRequired, min, max } = props;
  return (
    <DatePicker
      label={label}
      description={description}
      isRequired={isRequired}
      value={dayOf(value)}
      minValue={dayOf(min)}
      maxValue={dayOf(max)}
      onChange={day => onChange(day ? day.toString() : '')}
    />
  );
}

function dayOf(value: string | undefined): CalendarDate | null {
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseDate(value) : null;
}
