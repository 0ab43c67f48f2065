import { DateTime, Duration } from 'luxon';
import { CredentialDates, lifetimeMs } from './lifetime';
import { DAY_MS } from './stages';

/** The longest time after a planned renewal that is waited for it. */
export const LONGEST_GRACE_MS = 2 * DAY_MS;

/** When an automatically rotated credential should be renewed. */
export interface AutomaticRenewal {
  plannedAt: Date;
  /** From here on, a renewal that has not happened is overdue. */
  overdueAt: Date;
  /** What the plan comes from: the source's own date, its notice before expiry, or, without a usable plan, a third of the lifetime. */
  plan: 'date' | 'notice' | 'third';
}

/**
 * The planned renewal of an automatically rotated credential with an expiry
 * date or a planned one; `undefined` for any other.
 *
 * Planned at `renewsAt`; or else at `expires - rotatesBefore` (calendar
 * arithmetic in UTC, so `P1M` is a month); or else, and where that would not be
 * before its expiry, with a third of the lifetime left, which is when
 * cert-manager renews. The grace after it is a quarter of the time then left,
 * at most 2 days: enough for a retry, and three quarters of the notice remain
 * for a person. Without an expiry date it is 2 days.
 */
export function automaticRenewal(
  dates: CredentialDates,
): AutomaticRenewal | undefined {
  if (dates.rotation !== 'automatic') return undefined;
  const planned = planOf(dates);
  if (!planned) return undefined;
  const left =
    dates.expires === undefined
      ? Infinity
      : Math.max(0, Date.parse(dates.expires) - planned.at);
  const grace = Math.min(LONGEST_GRACE_MS, left / 4);
  return {
    plannedAt: new Date(Math.ceil(planned.at)),
    overdueAt: new Date(Math.ceil(planned.at + grace)),
    plan: planned.plan,
  };
}

function planOf(
  dates: CredentialDates,
): { at: number; plan: AutomaticRenewal['plan'] } | undefined {
  const date = timeOf(dates.renewsAt);
  if (dates.expires === undefined) {
    return date === undefined ? undefined : { at: date, plan: 'date' };
  }
  const expires = Date.parse(dates.expires);
  if (date !== undefined && date < expires) return { at: date, plan: 'date' };
  const notice = noticed(expires, dates.rotatesBefore);
  if (notice !== undefined && notice < expires) {
    return { at: notice, plan: 'notice' };
  }
  return {
    at: expires - Math.max(0, lifetimeMs(dates) ?? 0) / 3,
    plan: 'third',
  };
}

function timeOf(iso?: string): number | undefined {
  const time = iso === undefined ? NaN : Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}

function noticed(expires: number, rotatesBefore?: string) {
  if (rotatesBefore === undefined) return undefined;
  const before = Duration.fromISO(rotatesBefore);
  if (!before.isValid) return undefined;
  const at = DateTime.fromMillis(expires, { zone: 'utc' }).minus(before);
  return at.isValid ? at.toMillis() : undefined;
}
