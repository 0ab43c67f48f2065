import { AlertSeverity } from '@plumbline/plugin-slo-common';
import { WorkloadTransition } from '../store/AlertStore';

/** An alert that people know to fire. */
export interface ToldAlert {
  objectiveId: string;
  ruleId: string;
  name: string;
  severity: AlertSeverity;
  /** ISO 8601. */
  since: string;
  /** Names of the webhooks that were told. */
  webhooks: string[];
}

/**
 * What there is to say about an alert: `fires`; `again`, it was over for a
 * while and fires again; `resolved`; `passed`, it fired and was over before
 * anybody could be told.
 */
export interface AlertNews {
  kind: 'fires' | 'again' | 'resolved' | 'passed';
  objectiveId: string;
  ruleId: string;
  name: string;
  severity: AlertSeverity;
  /** ISO 8601, since when it fires or fired. */
  since: string;
  /** ISO 8601, until when; absent while it fires. */
  until?: string;
  /** How often it began to fire that nobody was told of. */
  times: number;
  /** One sentence with numbers, of the newest change. */
  reason: string;
}

/** Says which alert of a workload is meant. */
export function alertKey(of: { objectiveId: string; ruleId: string }): string {
  return `${of.objectiveId} ${of.ruleId}`;
}

/**
 * What is new about alerts, one piece of news for each at most, however often
 * it changed.
 *
 * @param transitions - that nobody was told of, oldest first.
 * @param told - what people know to fire, by {@link alertKey}.
 */
export function alertNews(
  transitions: readonly WorkloadTransition[],
  told: ReadonlyMap<string, ToldAlert>,
): AlertNews[] {
  const byAlert = new Map<string, WorkloadTransition[]>();
  for (const transition of transitions) {
    // What is not for long enough concerns nobody.
    if (transition.from !== 'firing' && transition.to !== 'firing') continue;
    const key = alertKey(transition);
    const of = byAlert.get(key) ?? [];
    of.push(transition);
    byAlert.set(key, of);
  }
  return [...byAlert].flatMap(([key, of]) => newsOf(of, told.get(key)) ?? []);
}

function newsOf(
  transitions: WorkloadTransition[],
  told: ToldAlert | undefined,
): AlertNews | undefined {
  const starts = transitions.filter(({ to }) => to === 'firing');
  const last = transitions[transitions.length - 1];
  const { objectiveId, ruleId, severity, reason } = last;
  const news = {
    objectiveId,
    ruleId,
    // The rule may be gone by the time it ends, and its name with it.
    name: told?.name ?? starts[0]?.name ?? last.name,
    severity: told && last.to !== 'firing' ? told.severity : severity,
    times: starts.length,
    reason,
  };
  if (last.to === 'firing') {
    return { ...news, kind: told ? 'again' : 'fires', since: last.at };
  }
  if (told) {
    return { ...news, kind: 'resolved', since: told.since, until: last.at };
  }
  if (starts.length === 0) return undefined;
  return { ...news, kind: 'passed', since: starts[0].at, until: last.at };
}
