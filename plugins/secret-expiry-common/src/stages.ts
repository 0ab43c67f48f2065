/** Milliseconds of a day. UTC has no daylight saving, so every day is as long. */
export const DAY_MS = 86_400_000;

/** Days before expiry at which the stages of a credential of a year begin. */
const STAGE_DAYS = [90, 60, 30, 14, 7, 1] as const;

/** Shares of its lifetime at which the stages of a shorter one begin. */
const STAGE_SHARES = [1 / 3, 1 / 4, 1 / 6, 1 / 10, 1 / 20, 1 / 50] as const;

/** Number of warning stages; stage 1 is the first warning, the last one the most urgent. */
export const STAGE_COUNT = STAGE_DAYS.length;

/** The stage from which a warning counts as a degradation: 30 days for a lifetime of a year. */
export const DEGRADED_STAGE = 3;

/**
 * Milliseconds before expiry at which stages 1 to {@link STAGE_COUNT} begin,
 * strictly decreasing.
 *
 * Stage i begins `min(D[i], f[i] * L)` before expiry, where L is the lifetime,
 * D = 90, 60, 30, 14, 7, 1 days and f = 1/3, 1/4, 1/6, 1/10, 1/20, 1/50: the
 * customary days for a year's certificate, and proportionately later ones for
 * short-lived certificates, which would otherwise be born under warning. A
 * third of the lifetime left is where cert-manager and ACME clients renew.
 *
 * Without a lifetime above 0 the fixed days apply.
 */
export function stageThresholds(lifetimeMs?: number): number[] {
  return STAGE_DAYS.map((days, index) => {
    const fixed = days * DAY_MS;
    if (lifetimeMs === undefined || !(lifetimeMs > 0)) return fixed;
    return Math.min(fixed, STAGE_SHARES[index] * lifetimeMs);
  });
}

/** The stage, 0 (none yet) to {@link STAGE_COUNT}, with so many milliseconds left. */
export function stageAt(remainingMs: number, lifetimeMs?: number): number {
  return stageThresholds(lifetimeMs).filter(
    threshold => remainingMs <= threshold,
  ).length;
}

/**
 * Milliseconds before expiry at which the stage after `stage` begins; 0, the
 * expiry itself, after the last one.
 */
export function nextThreshold(stage: number, lifetimeMs?: number): number {
  return stageThresholds(lifetimeMs)[stage] ?? 0;
}
