import { DateTime, Duration } from 'luxon';
import { CertificatePolicy, KeyPolicy, VaultVersion } from './VaultObject';

const DAY_MS = 86_400_000;

/** The fields of a credential that say who renews it and when. */
export interface RotationPlan {
  rotation: 'manual' | 'automatic';
  /** ISO 8601 duration. */
  rotatesBefore?: string;
  /** ISO 8601, UTC. */
  renewsAt?: string;
}

/** Of secrets: vaults know no policy for them. */
export const MANUAL: RotationPlan = { rotation: 'manual' };

/** What the policy of a key means for its current version. `P18M` and the like count by the calendar, in UTC. */
export function planOfKey(
  { rotates, before, after }: KeyPolicy,
  { created, expires }: VaultVersion,
): RotationPlan {
  if (!rotates) return MANUAL;
  const renews =
    moved(expires, before, -1) ?? moved(created, after, 1) ?? undefined;
  return automatic(renews, expires, before);
}

/** What the policy of a certificate means for its current version. */
export function planOfCertificate(
  { rotates, daysBefore, percentage }: CertificatePolicy,
  { created, notBefore, expires }: VaultVersion,
): RotationPlan {
  if (!rotates) return MANUAL;
  if (daysBefore !== undefined) {
    const before = `P${daysBefore}D`;
    return automatic(moved(expires, before, -1), expires, before);
  }
  const begins = notBefore ?? created;
  if (percentage === undefined || !begins || !expires) {
    return { rotation: 'automatic' };
  }
  const lifetime = expires.getTime() - begins.getTime();
  const renews = new Date(begins.getTime() + (lifetime * percentage) / 100);
  return automatic(renews, expires);
}

function automatic(
  renews: Date | undefined,
  expires: Date | undefined,
  rotatesBefore?: string,
): RotationPlan {
  if (!renews) return { rotation: 'automatic' };
  const left = expires ? expires.getTime() - renews.getTime() : 0;
  const before = rotatesBefore ?? (left > 0 ? durationOf(left) : undefined);
  return {
    rotation: 'automatic',
    ...(before !== undefined && { rotatesBefore: before }),
    renewsAt: renews.toISOString(),
  };
}

function durationOf(ms: number): string {
  return ms % DAY_MS === 0
    ? `P${ms / DAY_MS}D`
    : `PT${Math.round(ms / 1_000)}S`;
}

function moved(
  from: Date | undefined,
  by: string | undefined,
  sign: 1 | -1,
): Date | undefined {
  if (!from || by === undefined) return undefined;
  const duration = Duration.fromISO(by);
  if (!duration.isValid) return undefined;
  const start = DateTime.fromJSDate(from, { zone: 'utc' });
  return (sign > 0 ? start.plus(duration) : start.minus(duration)).toJSDate();
}
