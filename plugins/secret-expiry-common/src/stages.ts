/** Milliseconds of a day. UTC has no daylight saving, so every day is as long. */
export const DAY_MS = 86_400_000;

/** Days before expiry at which the stages of a credential of a year begin. */
export const STAGE_DAYS = [90, 60, 30, 14, 7, 1] as const;

/** One over the shares of its lifetime at which the stages of a shorter one begin: a third, a quarter, ... */
export const STAGE_SHARES = [3, 4, 6, 10, 20, 50] as const;

/** Number of warning stages; stage 1 is the first warning, the last one the most urgent. */
export const STAGE_COUNT = STAGE_DAYS.length;

/** The stage from which a warning counts as a degradation: 30 days for a lifetime of a year. */
export const DEGRADED_STAGE = 3;

/**
 * Milliseconds before expiry at which stages 1 to {@link STAGE_COUNT} begin,
 * strictly decreasing unless some are merged.
 *
 * Stage i begins `min(D[i], L / n[i])` before expiry, where L is the lifetime,
 * D = 90, 60, 30, 14, 7, 1 days and n = 3, 4, 6, 10, 20, 50: the customary days
 * for a year's certificate, and proportionately later ones for short-lived
 * certificates, which would otherwise be born under warning. A third of the
 * lifetime left is where cert-manager and ACME clients renew.
 *
 * Without a lifetime above 0 the fixed days apply.
 *
 * @param resolutionMs - how closely one looks, such as the time between two
 * rounds. Stages that begin within it after another are merged into one, which
 * begins with the first of them and counts as the last: nobody is told twice
 * at once, and nobody later.
 */
export function stageThresholds(
  lifetimeMs?: number,
  resolutionMs: number = 0,
): number[] {
  const thresholds = STAGE_DAYS.map((days, index) => {
    const fixed = days * DAY_MS;
    if (lifetimeMs === undefined || !(lifetimeMs > 0)) return fixed;
    return Math.min(fixed, lifetimeMs / STAGE_SHARES[index]);
  });
  let first = Infinity;
  return thresholds.map(threshold => {
    if (first - threshold >= resolutionMs) first = threshold;
    return first;
  });
}

/** The stage, 0 (none yet) to {@link STAGE_COUNT}, with so many milliseconds left. */
export function stageAt(
  remainingMs: number,
  lifetimeMs?: number,
  resolutionMs?: number,
): number {
  return stageThresholds(lifetimeMs, resolutionMs).filter(
    threshold => remainingMs <= threshold,
  ).length;
}

/**
 * Milliseconds before expiry at which the stage after `stage` begins; 0, the
 * expiry itself, after the last one.
 */
export function nextThreshold(
  stage: number,
  lifetimeMs?: number,
  resolutionMs?: number,
): number {
  return stageThresholds(lifetimeMs, resolutionMs)[stage] ?? 0;
}
