import { HealthState, Tone } from '@plumbline/plugin-workload-common';
import { Credential } from './credential';
import { CredentialDates, lifetimeMs } from './lifetime';
import { automaticRenewal } from './renewal';
import {
  DAY_MS,
  DEGRADED_STAGE,
  STAGE_COUNT,
  nextThreshold,
  stageAt,
} from './stages';

/**
 * What is so about a credential.
 *
 * - `expired`: past its date. For a secret the date is advice: it may still
 *   work, so pages say `past its date`, never `broken`.
 * - `rotation-overdue`: renews itself, but has not within the grace.
 * - `expiring`: within a warning stage.
 * - `unknown`: not confirmed for longer than {@link STALE_AFTER_MS}. Its stage
 *   is that of the date last known, which goes on warning.
 * - `no-expiry`: no date is set, so nothing will warn.
 * - `ok`: none of these.
 * - `inactive`: disabled or deleted, so that nothing depends on it; never warned of.
 */
export const CREDENTIAL_STATES = [
  'expired',
  'rotation-overdue',
  'expiring',
  'unknown',
  'no-expiry',
  'ok',
  'inactive',
] as const;

/** One of {@link CREDENTIAL_STATES}. */
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/**
 * How long the last known dates are trusted when a place cannot be looked at.
 * Dates change only by rotation, so a day of silence is bearable; after it the
 * state is `unknown`, because a renewal may have been missed.
 */
export const STALE_AFTER_MS = DAY_MS;

/** What {@link judgeCredential} came to. */
export interface Judgement {
  state: CredentialState;
  /** 0 (none) to 6, the last; never falls while the dates stay the same. */
  stage: number;
  /** ISO 8601, when the state or stage changes by itself; absent when it never does. */
  nextChangeAt?: string;
}

/**
 * State and stage of a credential at a moment, and when they next change.
 *
 * An automatically rotated credential is silent until its planned renewal and
 * its grace have passed (see {@link automaticRenewal}).
 *
 * @param unconfirmedSince - when it was last seen, for one whose place cannot
 * be looked at now or no longer says; absent while its dates are confirmed.
 * @param resolutionMs - as of {@link stageThresholds}.
 */
export function judgeCredential(
  dates: CredentialDates,
  now: Date,
  unconfirmedSince?: Date,
  resolutionMs?: number,
): Judgement {
  const known = judgeDates(dates, now, resolutionMs);
  if (!unconfirmedSince) return known;
  const staleAt = unconfirmedSince.getTime() + STALE_AFTER_MS;
  // The known date comes nearer all the same, and so do its stages.
  if (now.getTime() >= staleAt) return { ...known, state: 'unknown' };
  return {
    ...known,
    nextChangeAt: iso(
      Math.min(
        staleAt,
        known.nextChangeAt ? Date.parse(known.nextChangeAt) : Infinity,
      ),
    ),
  };
}

function judgeDates(
  dates: CredentialDates,
  now: Date,
  resolutionMs?: number,
): Judgement {
  if (!isActive(dates)) return { state: 'inactive', stage: 0 };
  const renewal = automaticRenewal(dates);
  const overdue = renewal !== undefined && now >= renewal.overdueAt;
  if (dates.expires === undefined) {
    return {
      state: overdue ? 'rotation-overdue' : 'no-expiry',
      stage: 0,
      ...(renewal &&
        !overdue && { nextChangeAt: renewal.overdueAt.toISOString() }),
    };
  }
  const expires = Date.parse(dates.expires);
  const remaining = expires - now.getTime();
  if (remaining <= 0) return { state: 'expired', stage: STAGE_COUNT };

  if (renewal && !overdue) {
    return {
      state: 'ok',
      stage: 0,
      nextChangeAt: renewal.overdueAt.toISOString(),
    };
  }
  const lifetime = lifetimeMs(dates);
  const stage = stageAt(remaining, lifetime, resolutionMs);
  const nextChangeAt = iso(
    expires - nextThreshold(stage, lifetime, resolutionMs),
  );
  if (renewal) return { state: 'rotation-overdue', stage, nextChangeAt };
  return { state: stage > 0 ? 'expiring' : 'ok', stage, nextChangeAt };
}

/** Whether a credential can be used, as far as its status says. */
export function isActive({ status }: Pick<Credential, 'status'>): boolean {
  return status === undefined || status === 'active';
}

function iso(time: number): string {
  // Thresholds that are shares of a lifetime fall between milliseconds; the
  // next one up is the first at which the change has happened.
  return new Date(Math.ceil(time)).toISOString();
}

/** How a credential's state looks. */
export function toneOfCredential({ state, stage }: Judgement): Tone {
  switch (state) {
    case 'expired':
      return 'bad';
    case 'expiring':
      if (stage >= STAGE_COUNT) return 'bad';
      return stage >= DEGRADED_STAGE ? 'warning' : 'neutral';
    case 'rotation-overdue':
      return stage >= STAGE_COUNT ? 'bad' : 'warning';
    case 'unknown':
      return 'unknown';
    case 'no-expiry':
    case 'inactive':
      return 'neutral';
    default:
      return 'good';
  }
}

/** What a credential's state means for the health of what depends on it. */
export function healthOfCredential({ state, stage }: Judgement): HealthState {
  if (state === 'expired') return 'unhealthy';
  if (state === 'unknown') return 'unknown';
  const warned = state === 'expiring' || state === 'rotation-overdue';
  return warned && stage >= DEGRADED_STAGE ? 'degraded' : 'healthy';
}
