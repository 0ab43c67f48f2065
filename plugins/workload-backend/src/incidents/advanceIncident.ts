import {
  ALERT_SEVERITIES,
  AlertEvent,
  AlertSeverity,
  CRITICALITIES,
  EscalationStep,
  HealthCause,
  HealthModel,
  WorkloadGraph,
  WorkloadNode,
  escalationAt,
  escalationOf,
  isAsGrave,
  isUserFlow,
} from '@plumbline/plugin-workload-common';
import { utcMinute } from '@plumbline/plugin-workload-node';
import { HealthNews } from '../health/HealthNews';
import {
  FlowHurt,
  IncidentAlert,
  IncidentRecord,
  IncidentStep,
  IncidentTold,
  NewEvent,
} from './IncidentRecord';
import { Titles, illnessWords, nameOf, sentence } from './words';

/** What a part changes to tells nothing more of an incident whose timeline has so many changes. */
export const MOST_STATE_EVENTS = 200;
const MOST_CAUSES = 50;
const MOST_SIGNALS_AT_START = 5;

/** Whether an alert of a severity opens an incident. */
export function opensIncident(severity: AlertSeverity): boolean {
  return isAsGrave(severity, 'Sev2');
}

/** An incident before any alert has joined it. */
function opened({ workload, rollUp, model, at }: HealthNews): IncidentRecord {
  const root = rollUp.graph.nodes.find(
    ({ entityRef }) => entityRef === workload.ref,
  );
  return {
    workloadRef: workload.ref,
    workloadTitle: workload.title,
    ownerRef: workload.ownerRef,
    title: workload.title,
    severity: 'Sev2',
    state: 'open',
    openedAt: at,
    entityRef: workload.ref,
    userFlows: [],
    titles: {},
    escalation: stepsOf(model, root),
    webhooks: [],
    alerts: [],
    stateEvents: 0,
  };
}

class Advance {
  readonly #incident: IncidentRecord;
  readonly #news: HealthNews;
  readonly #isNew: boolean;
  readonly #titles: Titles;
  readonly #events: NewEvent[] = [];
  #told?: IncidentTold;
  #silentSince?: string;

  constructor(incident: IncidentRecord, news: HealthNews, isNew: boolean) {
    this.#incident = {
      ...incident,
      workloadTitle: news.workload.title,
      ownerRef: news.workload.ownerRef,
      titles: { ...incident.titles },
      alerts: incident.alerts.map(alert => ({ ...alert })),
    };
    this.#news = news;
    this.#isNew = isNew;
    this.#titles = new Titles(news.rollUp.graph);
  }

  step(): IncidentStep {
    const { events, at } = this.#news;
    const before = this.#incident.severity;
    // What opens first: an incident goes on when one alert ends and another begins.
    for (const event of events) {
      if (event.kind === 'opened' || event.kind === 'raised') this.#join(event);
    }
    for (const event of events) {
      if (event.kind === 'widened') this.#widen(event);
    }
    this.#lead();
    if (this.#isNew) this.#begin();
    else if (this.#incident.severity !== before) this.#raise();
    this.#followStates();
    this.#noteFlows();
    for (const alert of this.#incident.alerts) this.#endIfOver(alert);
    const goesOn = this.#incident.alerts.some(
      ({ closedAt, severity }) => !closedAt && opensIncident(severity),
    );
    if (!goesOn) this.#end(at);
    return {
      incident: this.#incident,
      events: this.#events,
      told: this.#told,
    };
  }

  #join(event: AlertEvent) {
    const { ref, openedAt, severity, at } = event;
    const title = this.#titles.of(ref);
    const causes = event.causes.slice(0, MOST_CAUSES);
    const known = this.#alertOf(event);
    Object.assign(this.#incident.titles, this.#titles.along(causes));
    if (known) {
      known.severity = severity;
      known.causes = merged(causes, known.causes);
    } else {
      this.#incident.alerts.push({
        entityRef: ref,
        openedAt,
        title,
        severity,
        causes,
      });
    }
    if (known || !this.#isNew) {
      this.#note({
        at,
        kind: event.kind === 'raised' ? 'raised' : 'alert-opened',
        title: `${severity}: ${this.#illness(ref, causes)}`,
        entityRef: ref,
      });
    }
  }

  #widen(event: AlertEvent) {
    const alert = this.#alertOf(event);
    if (!alert) return;
    const room = MOST_CAUSES - alert.causes.length;
    const causes = event.causes.slice(0, Math.max(0, room));
    if (causes.length === 0) return;
    alert.causes = [...alert.causes, ...causes];
    Object.assign(this.#incident.titles, this.#titles.along(causes));
    for (const cause of causes.slice(0, MOST_SIGNALS_AT_START)) {
      this.#note({
        at: event.at,
        kind: 'widened',
        title: `Also a cause: ${this.#signal(cause)}`,
        entityRef: cause.entityRef,
      });
    }
  }

  /** What it is called by, and who can help, follow its gravest alert. */
  #lead() {
    const incident = this.#incident;
    const severity = ALERT_SEVERITIES.find(each =>
      incident.alerts.some(alert => alert.severity === each),
    );
    const leader = incident.alerts.find(alert => alert.severity === severity);
    if (!leader) return;
    const isSame =
      leader.severity === incident.severity &&
      leader.entityRef === incident.entityRef;
    if (isSame && !this.#isNew) return;
    const [cause] = leader.causes;
    incident.severity = leader.severity;
    incident.entityRef = leader.entityRef;
    incident.cause = cause;
    incident.title = this.#illness(leader.entityRef, leader.causes);
    const way = [...(cause?.path ?? [leader.entityRef])].reverse();
    const nodes = this.#nodesOf(way);
    incident.runbookUrl = first(nodes, node => node.runbookUrl);
    incident.onCall = first(nodes, node => node.onCall);
    // Where the model names nobody, those whom the ill part names.
    if (this.#isNew && this.#news.model.escalation.length === 0) {
      incident.escalation = escalationOf(first(nodes, node => node.escalation));
    }
  }

  #begin() {
    const incident = this.#incident;
    const causes = incident.alerts.flatMap(alert => alert.causes);
    for (const cause of causes.slice(0, MOST_SIGNALS_AT_START)) {
      this.#note({
        at: earlier(cause.observedAt, incident.openedAt),
        kind: 'state',
        title: this.#signal(cause),
        entityRef: cause.entityRef,
      });
    }
    this.#note({
      at: incident.openedAt,
      kind: 'opened',
      title: `${incident.severity}: ${incident.title}`,
      entityRef: incident.entityRef,
    });
    this.#events.push(...callDue(incident, incident.openedAt));
    this.#told = 'opened';
  }

  #raise() {
    this.#told = 'raised';
  }

  /** Changes of the workload, its user flows, what falls ill by itself, and the parts that the incident speaks of. */
  #followStates() {
    const incident = this.#incident;
    const { transitions, rollUp, at, workload } = this.#news;
    if (transitions.length === 0) return;
    const spokenOf = new Set([
      workload.ref,
      ...rollUp.graph.nodes
        .filter(isUserFlow)
        .map(({ entityRef }) => entityRef),
      ...incident.alerts.map(({ entityRef }) => entityRef),
      ...Object.keys(incident.titles),
    ]);
    for (const transition of transitions) {
      const { entityRef: ref, from, to, cause } = transition;
      const isOwn = cause?.entityRef === ref;
      if (!spokenOf.has(ref) && !isOwn) continue;
      if (incident.stateEvents >= MOST_STATE_EVENTS) return;
      incident.stateEvents += 1;
      // So that it is followed until it is well again.
      incident.titles[ref] = this.#titles.of(ref);
      const isLast = incident.stateEvents === MOST_STATE_EVENTS;
      this.#note({
        at,
        kind: 'state',
        title: isLast
          ? 'States go on changing; the history of health has all of them'
          : `${this.#titles.of(ref)}: ${from} to ${to}${
              isOwn ? ` (${sentence(cause.reason)})` : ''
            }`,
        entityRef: isLast ? undefined : ref,
      });
    }
  }

  #noteFlows() {
    const incident = this.#incident;
    const hurt = hurtFlows(this.#news);
    const known = new Set(incident.userFlows.map(({ ref }) => ref));
    const others = hurt.filter(({ ref }) => !known.has(ref));
    if (others.length === 0) return;
    incident.userFlows = [...incident.userFlows, ...others].sort(
      (a, b) => rankOf(a) - rankOf(b) || (a.title < b.title ? -1 : 1),
    );
  }

  #endIfOver(alert: IncidentAlert) {
    if (alert.closedAt) return;
    const { board, rollUp, at } = this.#news;
    const standing = board.standings.find(({ ref }) => ref === alert.entityRef);
    const isOpen =
      standing?.state === 'open' && standing.openedAt === alert.openedAt;
    if (isOpen) return;
    alert.closedAt = at;
    const health = rollUp.health.nodes.get(alert.entityRef);
    const silentSince = this.#silenceOf(alert);
    if (silentSince) this.#silentSince ??= silentSince;
    const ending =
      health?.state === 'healthy'
        ? 'is healthy again'
        : 'is not watched any more';
    this.#note({
      at,
      kind: 'alert-closed',
      title: `${alert.title} ${
        silentSince ? `has had no data since ${utcMinute(silentSince)}` : ending
      }`,
      entityRef: alert.entityRef,
    });
  }

  #end(at: string) {
    const incident = this.#incident;
    const left = incident.alerts.filter(({ closedAt }) => !closedAt);
    incident.state = 'closed';
    incident.closedAt = at;
    incident.nextCallAt = undefined;
    this.#note({
      at,
      kind: 'closed',
      title:
        left.length === 0
          ? this.#endWords()
          : `Over but for ${left.length} ${
              left.length === 1 ? 'alert' : 'alerts'
            } of Sev3: ${left.map(({ title }) => title).join(', ')}`,
    });
    if (!this.#isNew) this.#told = this.#silentSince ? 'silent' : 'closed';
  }

  #endWords(): string {
    return this.#silentSince
      ? `Closed without data since ${utcMinute(
          this.#silentSince,
        )}: nobody knows whether it is over`
      : 'All alerts are over';
  }

  /** Since when nothing was known of the part of an alert that closes for that reason: ISO 8601. */
  #silenceOf({ entityRef, openedAt }: IncidentAlert): string | undefined {
    return this.#news.events.find(
      event =>
        event.kind === 'closed' &&
        event.ref === entityRef &&
        event.openedAt === openedAt,
    )?.silentSince;
  }

  #alertOf({ ref, openedAt }: AlertEvent): IncidentAlert | undefined {
    return this.#incident.alerts.find(
      alert => alert.entityRef === ref && alert.openedAt === openedAt,
    );
  }

  #illness(ref: string, [cause]: HealthCause[]): string {
    return illnessWords(
      this.#titles.of(ref),
      this.#news.rollUp.health.nodes.get(ref)?.state,
      cause && {
        title: this.#titles.of(cause.entityRef),
        reason: cause.reason,
      },
    );
  }

  #signal({ entityRef, reason }: HealthCause): string {
    return `${this.#titles.of(entityRef)}: ${reason}`;
  }

  #nodesOf(refs: string[]): WorkloadNode[] {
    const { graph } = this.#news.rollUp;
    return [...refs, graph.workloadRef].flatMap(
      ref => graph.nodes.find(({ entityRef }) => entityRef === ref) ?? [],
    );
  }

  #note(event: NewEvent) {
    this.#events.push(event);
  }
}

/**
 * The life of an incident; pure. It opens with an alert of `Sev1` or `Sev2`;
 * other alerts that open join it; it is as grave as the gravest was; it ends
 * with the last of its alerts of `Sev1` and `Sev2`. An alert that is not open on
 * the board any more, because its part is gone or is not watched, is over too.
 *
 * @param before - the workload's incident that has not ended.
 * @returns `undefined` when there is and was none.
 */
export function advanceIncident(
  before: IncidentRecord | undefined,
  news: HealthNews,
): IncidentStep | undefined {
  const opener = news.events.find(
    ({ kind, severity }) =>
      (kind === 'opened' || kind === 'raised') && opensIncident(severity),
  );
  if (!before && !opener) return undefined;
  return new Advance(before ?? opened(news), news, before === undefined).step();
}

/**
 * Calls those whose turn has come and who were not called, and notes when the
 * next turn is.
 *
 * @param incident - is changed.
 * @param at - ISO 8601.
 * @returns an entry of the timeline for each who was called.
 */
export function callDue(incident: IncidentRecord, at: string): NewEvent[] {
  const { escalation, openedAt } = incident;
  const { due, next } = escalationAt(escalation, openedAt, Date.parse(at));
  const isDue = ({ contact, afterMinutes }: EscalationStep) =>
    due.some(
      each => each.contact === contact && each.afterMinutes === afterMinutes,
    );
  const called = escalation.filter(step => !step.calledAt && isDue(step));
  incident.escalation = escalation.map(step =>
    called.includes(step) ? { ...step, calledAt: at } : step,
  );
  incident.nextCallAt = next?.at;
  return called.map(({ contact }) => ({
    at,
    kind: 'called',
    title: `It is the turn of ${nameOf(contact)}`,
  }));
}

/** User flows that are not well now, the most critical first. */
export function hurtFlows({ rollUp }: Pick<HealthNews, 'rollUp'>): FlowHurt[] {
  const { graph, health } = rollUp;
  return flowsOf(graph)
    .filter(({ ref }) =>
      ['degraded', 'unhealthy'].includes(health.nodes.get(ref)?.state ?? ''),
    )
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.title < b.title ? -1 : 1));
}

function flowsOf({ nodes }: WorkloadGraph): FlowHurt[] {
  return nodes.filter(isUserFlow).map(({ entityRef, title, type }) => ({
    ref: entityRef,
    title,
    criticality: type ?? 'medium',
  }));
}

function stepsOf(
  { escalation }: HealthModel,
  root: WorkloadNode | undefined,
): EscalationStep[] {
  return [
    ...(escalation.length > 0 ? escalation : escalationOf(root?.escalation)),
  ].sort((a, b) => a.afterMinutes - b.afterMinutes);
}

function rankOf({ criticality }: FlowHurt): number {
  return CRITICALITIES.findIndex(each => each === criticality);
}

/** Some causes, and those of others that are not among them. */
function merged(causes: HealthCause[], others: HealthCause[]): HealthCause[] {
  const keyOf = ({ entityRef, signalId }: HealthCause) =>
    JSON.stringify([entityRef, signalId]);
  const known = new Set(causes.map(keyOf));
  return [...causes, ...others.filter(each => !known.has(keyOf(each)))].slice(
    0,
    MOST_CAUSES,
  );
}

function first<T, V>(items: T[], read: (item: T) => V | undefined) {
  return items.map(read).find(value => value !== undefined);
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
