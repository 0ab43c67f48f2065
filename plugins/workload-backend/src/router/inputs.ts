import { InputError } from '@backstage/errors';
import { refOf, timeOf } from '@plumbline/plugin-workload-node';
import { Stretch } from '../store/HistoryStore';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 28;
const DEFAULT_ROWS = 50;
const FLOW = /^flow:[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * The stretch of time that a query asks for: until now, of 28 days, where it
 * does not say.
 *
 * @throws InputError naming the parameter.
 */
export function stretchOf(
  query: { from?: unknown; to?: unknown },
  now: Date,
): Stretch {
  const to = query.to ? timeOf(String(query.to), 'to') : now.toISOString();
  const from = query.from
    ? timeOf(String(query.from), 'from')
    : new Date(Date.parse(to) - DEFAULT_DAYS * DAY_MS).toISOString();
  if (from >= to) throw new InputError("to: expected a time after 'from'");
  return { from, to };
}

/** The page that a query asks for. */
export function pageOf(query: { limit?: unknown; offset?: unknown }) {
  return {
    limit: Number(query.limit ?? DEFAULT_ROWS),
    offset: Number(query.offset ?? 0),
  };
}

/**
 * Full ref of a node of a service map: of an entity, or of a user flow.
 *
 * @throws InputError
 */
export function nodeRefOf(ref: string, place: string): string {
  return FLOW.test(ref) ? ref : refOf(ref, place);
}
