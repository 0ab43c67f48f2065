import { MaintenanceWindow } from '@plumbline/plugin-workload-common';

const DAY_MS = 86_400_000;

/**
 * From when to when a window goes on now, or will next; as it was when it never
 * will again. ISO 8601.
 *
 * @param now - epoch milliseconds.
 */
export function nextOccurrence(
  { from, to, everyDays, until }: MaintenanceWindow,
  now: number,
): { from: string; to: string } {
  const start = Date.parse(from);
  const end = Date.parse(to);
  if (!everyDays || now < end) return { from, to };
  const step = everyDays * DAY_MS;
  const passed = (Math.floor((now - end) / step) + 1) * step;
  if (until && start + passed >= Date.parse(until)) return { from, to };
  return {
    from: new Date(start + passed).toISOString(),
    to: new Date(end + passed).toISOString(),
  };
}
