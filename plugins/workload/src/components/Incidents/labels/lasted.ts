import { IncidentListItem } from '@plumbline/plugin-workload-common';
import { durationInWords } from '../../durationInWords';

/** How long an incident lasted, or has lasted until `now` (epoch milliseconds). */
export function lasted(
  { openedAt, closedAt }: Pick<IncidentListItem, 'openedAt' | 'closedAt'>,
  now: number,
): string {
  const end = closedAt ? Date.parse(closedAt) : now;
  return durationInWords(Math.max(0, end - Date.parse(openedAt)));
}
