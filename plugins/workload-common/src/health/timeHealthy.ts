import { HEALTH_STATES, HealthState } from '../summary';
import { HealthObjective } from './healthModel';
import { TimeSpan, mergeSpans } from './maintenance';

/** When a node came into a state. */
export interface StateChange {
  /** ISO 8601. */
  at: string;
  to: HealthState;
}

/** How a node fared over a stretch of time; all lengths in milliseconds. */
export interface TimeHealthy {
  from: string;
  to: string;
  /** Time in each state outside of maintenance. Together with `maintenanceMs` it is the whole stretch. */
  inState: Record<HealthState, number>;
  /** Left out of everything else, whatever the state was. */
  maintenanceMs: number;
  /** Time in a known state: what the share is of. */
  knownMs: number;
  /** (healthy + degraded) / known: degraded is not downtime. Absent when nothing is known. */
  share?: number;
  /** Known share of the stretch that is not maintenance, 0 to 1: how much the share can be trusted. */
  coverage?: number;
}

/** A {@link TimeHealthy} held against an objective. */
export interface ObjectiveStanding extends TimeHealthy {
  objective: HealthObjective;
  /** Whether the share is at least the objective; judged in whole milliseconds. Absent when nothing is known. */
  met?: boolean;
  /** Unhealthy time that the objective allows of the time known. */
  allowedMs: number;
  /** What is left of it; below zero by as much as it was overdrawn. */
  leftMs: number;
}

/**
 * How long a node was in each state. The state before the first change is
 * unknown unless it is given. Changes may come in any order; of several at one
 * moment the last in the list holds. Nothing is rounded or clamped.
 *
 * @param changes - changes of state; those before the stretch tell how it begins.
 * @param maintenance - as `maintenanceOf` says; may overlap.
 */
export function timeHealthy(
  changes: StateChange[],
  window: TimeSpan,
  maintenance: TimeSpan[] = [],
  before: HealthState = 'unknown',
): TimeHealthy {
  const inState = Object.fromEntries(
    HEALTH_STATES.map(state => [state, 0]),
  ) as Record<HealthState, number>;
  const pauses = mergeSpans(maintenance).flatMap(span => {
    const from = Math.max(span.from, window.from);
    const to = Math.min(span.to, window.to);
    return from < to ? [{ from, to }] : [];
  });
  const sorted = changes
    .map(({ at, to }) => ({ at: Date.parse(at), to }))
    .sort((a, b) => a.at - b.at);
  let state = before;
  let from = window.from;
  for (const change of sorted) {
    if (change.at >= window.to) break;
    if (change.at > from) {
      inState[state] += outside(pauses, from, change.at);
      from = change.at;
    }
    state = change.to;
  }
  if (from < window.to) inState[state] += outside(pauses, from, window.to);

  const maintenanceMs = pauses.reduce((sum, p) => sum + p.to - p.from, 0);
  const up = inState.healthy + inState.degraded;
  const knownMs = up + inState.unhealthy;
  const countedMs = knownMs + inState.unknown;
  return {
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    inState,
    maintenanceMs,
    knownMs,
    share: knownMs > 0 ? up / knownMs : undefined,
    coverage: countedMs > 0 ? knownMs / countedMs : undefined,
  };
}

/** Holds the time in each state against an objective. */
export function standingOf(
  time: TimeHealthy,
  objective: HealthObjective,
): ObjectiveStanding {
  const { numerator, denominator } = shareAllowed(objective.percent);
  const allowed = BigInt(time.knownMs) * numerator;
  const used = BigInt(time.inState.unhealthy) * denominator;
  return {
    ...time,
    objective,
    met: time.knownMs > 0 ? used <= allowed : undefined,
    allowedMs: Number(allowed) / Number(denominator),
    leftMs: Number(allowed - used) / Number(denominator),
  };
}

/** 100% less an objective as an exact fraction: 99.95 allows 5 of 10,000, which no binary number is. */
function shareAllowed(percent: number): {
  numerator: bigint;
  denominator: bigint;
} {
  const [whole, decimals = ''] = percent.toFixed(10).split('.');
  const scale = 10n ** BigInt(decimals.length);
  const denominator = 100n * scale;
  return { numerator: denominator - BigInt(whole + decimals), denominator };
}

/** Length of a stretch that lies outside of others, which are in order and apart. */
function outside(pauses: TimeSpan[], from: number, to: number): number {
  return pauses.reduce(
    (left, pause) =>
      left - Math.max(0, Math.min(to, pause.to) - Math.max(from, pause.from)),
    to - from,
  );
}
