import { DateTime, Duration } from 'luxon';
import { CredentialDates, lifetimeMs } from './lifetime';
import { DAY_MS } from './stages';

const LONGEST_GRACE_MS = 2 * DAY_MS;

/** When an automatically rotated credential should be renewed. */
export interface AutomaticRenewal {
  plannedAt: Date;
  /** From here on, a renewal that has not happened is overdue. */
  overdueAt: Date;
}

/**
 * The planned renewal of an automatically rotated credential with an expiry
 * date; `undefined` for any other.
 *
 * Planned at `expires - rotatesBefore` (calendar arithmetic in UTC, so `P1M`
 * is a month), or with a third of the lifetime left where no plan is known,
 * which is when cert-manager renews. The grace after it is a quarter of the
 * time then left, at most 2 days: enough for a retry, and three quarters of
 * the notice remain for a person.
 */
export function automaticRenewal(
  dates: CredentialDates,
): AutomaticRenewal | undefined {
  if (dates.rotation !== 'automatic' || dates.expires === undefined) {
    return undefined;
  }
  const expires = Date.parse(dates.expires);
  const planned =
    plannedAt(expires, dates.rotatesBefore) ??
    expires - Math.max(0, lifetimeMs(dates) ?? 0) / 3;
  const grace = Math.min(LONGEST_GRACE_MS, Math.max(0, expires - planned) / 4);
  return {
    plannedAt: new Date(Math.ceil(planned)),
    overdueAt: new Date(Math.ceil(planned + grace)),
  };
}

function plannedAt(expires: number, rotatesBefore?: string) {
  if (rotatesBefore === undefined) return undefined;
  const before = Duration.fromISO(rotatesBefore);
  if (!before.isValid) return undefined;
  return DateTime.fromMillis(expires, { zone: 'utc' }).minus(before).toMillis();
}
