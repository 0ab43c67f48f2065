import {
  AlertEvent,
  AlertEventKind,
  AlertStanding,
  AlertSuppression,
} from './alertBoard';
import { ALERT_SEVERITIES, AlertSeverity, AlertSettings } from './healthModel';
import { HealthCause } from './model';
import { isAsGrave } from './severity';

/** A pause in an illness that is shorter does not start the wait for its alert again; milliseconds. */
const FORGIVEN_PAUSE = 60_000;

/** Causes that an alert tells of and remembers; signals that come and go under ever new ids must not add up. */
export const ALERT_CAUSES_MAX = 100;

/** How one node is when it is looked at. */
export interface AlertReading {
  ref: string;
  /** Of its state, `quiet` when it is healthy. */
  seen: AlertSeverity | 'quiet' | 'unknown';
  suppressed?: AlertSuppression;
  /** Why it is ill; asked only when an alert tells of it. */
  causes(): HealthCause[];
}

/**
 * The state machine of one node's alert; pure.
 *
 * Ill: pending. Open once it has been as ill for as long as its severity asks,
 * unless something keeps it quiet; a pause of less than a minute does not start
 * the count again, so that what flaps is told once instead of never. An open
 * alert only gets graver. It closes once the node has been healthy for long
 * enough: twice as long each time that it opened again soon after closing.
 * Unknown opens nothing: what is silent is not well, and an open alert stays so.
 * Only after a long silence it closes, and says that nobody knows.
 *
 * @param before - as it was returned last; absent when nothing is remembered.
 * @param at - epoch milliseconds, not before the last look.
 * @returns no standing when there is nothing to remember.
 */
export function alertOfNode(
  before: AlertStanding | undefined,
  reading: AlertReading,
  at: number,
  settings: AlertSettings,
): { standing?: AlertStanding; events: AlertEvent[] } {
  const moment = new Date(at).toISOString();
  const met = metNow(before, reading.seen, at, settings);
  const due = ALERT_SEVERITIES.find(
    severity =>
      isMet(reading.seen, severity) &&
      at - Date.parse(met[severity]!.since) >=
        settings.openAfter[severity] * 1_000,
  );
  const events: AlertEvent[] = [];
  const remembered = {
    flaps: 0,
    causes: [],
    ...before,
    ref: reading.ref,
    seen: reading.seen,
    met,
    suppressed: isIll(reading.seen) ? reading.suppressed : undefined,
  };
  if (before?.state === 'open') return { standing: open(before), events };
  if (due && !reading.suppressed) return { standing: opened(due), events };
  const pending = ALERT_SEVERITIES.find(severity => met[severity]);
  if (pending) {
    return {
      standing: {
        ...remembered,
        state: 'pending',
        since: before?.state === 'pending' ? before.since : moment,
        severity: pending,
      },
      events,
    };
  }
  // How an alert ended is remembered for as long as it may count as flapping.
  const isFresh =
    before?.closedAt !== undefined &&
    at - Date.parse(before.closedAt) < settings.flapWithin * 1_000;
  return {
    standing: isFresh
      ? {
          ...remembered,
          state: 'closed',
          since: before.closedAt!,
          severity: before.severity,
        }
      : undefined,
    events,
  };

  function opened(severity: AlertSeverity): AlertStanding {
    const causes = reading.causes().slice(0, ALERT_CAUSES_MAX);
    const flapped =
      before?.closedAt !== undefined &&
      at - Date.parse(before.closedAt) < settings.flapWithin * 1_000;
    const standing: AlertStanding = {
      ...remembered,
      state: 'open',
      since: moment,
      openedAt: moment,
      closedAt: undefined,
      quietSince: undefined,
      silentSince: undefined,
      severity,
      flaps: flapped ? before.flaps + 1 : 0,
      causes,
    };
    tell(standing, 'opened', causes);
    return standing;
  }

  function open(was: AlertStanding): AlertStanding {
    const standing: AlertStanding = {
      ...remembered,
      ...stateOf(was),
      silentSince:
        reading.seen === 'unknown' ? was.silentSince ?? moment : undefined,
    };
    if (
      standing.silentSince &&
      at - Date.parse(standing.silentSince) >= settings.closeWithoutData * 1_000
    ) {
      return close(standing);
    }
    if (reading.seen !== 'quiet') {
      standing.quietSince = undefined;
      if (due && !reading.suppressed && !isAsGrave(was.severity, due)) {
        standing.severity = due;
        tell(standing, 'raised', reading.causes());
      }
      if (isIll(reading.seen)) widen(standing);
      return standing;
    }
    standing.quietSince = was.quietSince ?? moment;
    if (at - Date.parse(standing.quietSince) < closeMs(was.flaps, settings)) {
      return standing;
    }
    return close(standing);
  }

  function close(standing: AlertStanding): AlertStanding {
    tell(standing, 'closed', standing.causes);
    return {
      ...standing,
      state: 'closed',
      since: moment,
      closedAt: moment,
      quietSince: undefined,
      silentSince: undefined,
      // What comes next is another illness.
      met: {},
    };
  }

  function widen(standing: AlertStanding) {
    const told = new Set(standing.causes.map(keyOf));
    const others = reading
      .causes()
      .filter(cause => !told.has(keyOf(cause)))
      .slice(0, Math.max(0, ALERT_CAUSES_MAX - told.size));
    if (others.length === 0) return;
    standing.causes = [...standing.causes, ...others];
    tell(standing, 'widened', others);
  }

  function tell(
    { ref, openedAt, severity, silentSince }: AlertStanding,
    kind: AlertEventKind,
    causes: HealthCause[],
  ) {
    events.push({
      ref,
      openedAt: openedAt!,
      kind,
      severity,
      at: moment,
      ...(kind === 'closed' && silentSince ? { silentSince } : {}),
      causes,
    });
  }
}

/** Milliseconds that a node must be healthy before its open alert closes. */
export function closeMs(
  flaps: number,
  { closeAfter, closeAfterAtMost }: AlertSettings,
): number {
  return (
    1_000 *
    Math.min(closeAfter * 2 ** flaps, Math.max(closeAfter, closeAfterAtMost))
  );
}

/**
 * When a look at a node may say more although its state stays, in epoch
 * milliseconds; absent when it cannot.
 */
export function nextLook(
  standing: AlertStanding,
  at: number,
  settings: AlertSettings,
): number | undefined {
  const times: number[] = [];
  if (standing.state === 'open' && standing.quietSince) {
    times.push(
      Date.parse(standing.quietSince) + closeMs(standing.flaps, settings),
    );
  }
  if (standing.state === 'open' && standing.silentSince) {
    times.push(
      Date.parse(standing.silentSince) + settings.closeWithoutData * 1_000,
    );
  }
  for (const severity of ALERT_SEVERITIES) {
    const met = standing.met[severity];
    if (!met) continue;
    if (isMet(standing.seen, severity)) {
      times.push(Date.parse(met.since) + settings.openAfter[severity] * 1_000);
    } else if (standing.state === 'pending') {
      times.push(Date.parse(met.last) + forgivenMs(severity, settings));
    }
  }
  const ahead = times.filter(time => time > at);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}

/** Milliseconds; never longer than the wait itself. */
function forgivenMs(severity: AlertSeverity, { openAfter }: AlertSettings) {
  return Math.min(FORGIVEN_PAUSE, openAfter[severity] * 1_000);
}

function stateOf({ state, since, severity }: AlertStanding) {
  return { state, since, severity };
}

/**
 * Since when the node is as grave as each severity. It stays what it was at the
 * last look until this one.
 */
function metNow(
  before: AlertStanding | undefined,
  seen: AlertReading['seen'],
  at: number,
  settings: AlertSettings,
): AlertStanding['met'] {
  const moment = new Date(at).toISOString();
  const met: AlertStanding['met'] = {};
  for (const severity of ALERT_SEVERITIES) {
    const was = before?.met[severity];
    const last =
      was && before && isMet(before.seen, severity) ? moment : was?.last;
    const holds =
      was &&
      (at === Date.parse(last!) ||
        at - Date.parse(last!) < forgivenMs(severity, settings));
    if (isMet(seen, severity)) {
      met[severity] = { since: holds ? was.since : moment, last: moment };
    } else if (holds) {
      met[severity] = { since: was.since, last: last! };
    }
  }
  return met;
}

function isMet(seen: AlertReading['seen'], severity: AlertSeverity): boolean {
  return isIll(seen) && isAsGrave(seen, severity);
}

function isIll(seen: AlertReading['seen']): seen is AlertSeverity {
  return seen !== 'quiet' && seen !== 'unknown';
}

function keyOf({ entityRef, signalId }: HealthCause): string {
  return JSON.stringify([entityRef, signalId]);
}
