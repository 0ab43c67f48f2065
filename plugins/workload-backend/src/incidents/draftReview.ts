import {
  IncidentEvent,
  IncidentReview,
} from '@plumbline/plugin-workload-common';
import { utcMinute } from '@plumbline/plugin-workload-node';
import { IncidentRecord } from './IncidentRecord';
import { PartImpact } from './impact';
import { durationWords, nameOf, pathWords, sentence } from './words';

const MOST_ENTRIES = 30;

/**
 * The review of an incident that nobody has written yet: what is known from its
 * data, and questions where somebody has to say. Markdown.
 *
 * @param impact - known once it is over.
 * @param events - its timeline, oldest first.
 */
export function draftReview(
  incident: IncidentRecord,
  impact: PartImpact[] | undefined,
  events: IncidentEvent[],
): IncidentReview {
  return {
    summary: summaryOf(incident),
    impact: impactWords(incident, impact),
    rootCause: rootCauseOf(incident),
    detection: detectionOf(incident),
    response: responseOf(events),
    lessons: [
      'What went well?',
      'What went badly, and what was luck?',
      'Has it happened before? What would have kept it from happening again?',
    ]
      .map(question => `- ${question}`)
      .join('\n'),
    actions: [],
    published: false,
  };
}

function summaryOf(incident: IncidentRecord): string {
  const { openedAt, closedAt, severity, workloadTitle, title } = incident;
  const span = closedAt
    ? `from ${utcMinute(openedAt)} to ${utcMinute(closedAt)} (${between(
        openedAt,
        closedAt,
      )})`
    : `since ${utcMinute(openedAt)}`;
  return `${severity} of ${workloadTitle}, ${span}. ${title}.`;
}

function impactWords(
  incident: IncidentRecord,
  impact: PartImpact[] | undefined,
): string {
  if (!impact) {
    const flows = incident.userFlows.map(
      ({ title, criticality }) => `- ${title} (${criticality})`,
    );
    return [
      flows.length > 0
        ? 'User flows that are hurt so far:'
        : 'No user flow is known to be hurt so far.',
      ...flows,
    ].join('\n');
  }
  const lines = impact
    .filter(({ degradedMs, unhealthyMs }) => degradedMs + unhealthyMs > 0)
    .map(({ title, degradedMs, unhealthyMs }) => {
      const parts = [
        ...(unhealthyMs > 0 ? [`unhealthy ${durationWords(unhealthyMs)}`] : []),
        ...(degradedMs > 0 ? [`degraded ${durationWords(degradedMs)}`] : []),
      ];
      return `- ${title}: ${parts.join(', ')}`;
    });
  return [
    ...(lines.length > 0
      ? ['By the health of the workload and its user flows:', ...lines]
      : ['Neither the workload nor a user flow was ill by its own health.']),
    ...(incident.userFlows.length === 0
      ? ['', 'No user flow was hurt that the health model knows.']
      : []),
    '',
    'How many users were hurt, and how did they notice?',
  ].join('\n');
}

function rootCauseOf(incident: IncidentRecord): string {
  const { cause, titles } = incident;
  if (!cause) {
    return 'No signal explains it. What was the cause?';
  }
  const others = incident.alerts
    .flatMap(({ causes }) => causes)
    .filter(
      ({ entityRef, signalId }) =>
        entityRef !== cause.entityRef || signalId !== cause.signalId,
    );
  const titleOf = (ref: string) => titles[ref] ?? ref;
  const named = new Map(
    others.map(each => [
      `${each.entityRef} ${each.signalId}`,
      `- ${titleOf(each.entityRef)}: ${each.reason}`,
    ]),
  );
  return [
    `The first signal that explains it: **${titleOf(
      cause.entityRef,
    )}**, ${sentence(cause.reason)} (\`${cause.signalId}\`, ${
      cause.state
    }, seen ${utcMinute(cause.observedAt)}).`,
    ...(cause.path.length > 1
      ? ['', `It came up this way: ${pathWords(cause, titles)}.`]
      : []),
    ...(named.size > 0 ? ['', 'Other signals:', ...named.values()] : []),
    '',
    'Why did that happen? Ask until the answer is something that can be changed.',
  ].join('\n');
}

function detectionOf(incident: IncidentRecord): string {
  const { cause, openedAt, acknowledgement, escalation } = incident;
  const called = escalation.filter(({ calledAt }) => calledAt);
  return [
    cause && cause.observedAt < openedAt
      ? `The alert opened ${between(
          cause.observedAt,
          openedAt,
        )} after the signal was seen.`
      : `The alert opened at ${utcMinute(openedAt)}.`,
    ...(called.length > 0
      ? [`Called: ${called.map(({ contact }) => nameOf(contact)).join(', ')}.`]
      : []),
    acknowledgement
      ? `${nameOf(acknowledgement.by)} was on it ${between(
          openedAt,
          acknowledgement.at,
        )} later.`
      : 'Nobody acknowledged it in the portal.',
    '',
    'What would have shown it earlier?',
  ].join('\n');
}

function responseOf(events: IncidentEvent[]): string {
  const entries = events.slice(0, MOST_ENTRIES).map(({ at, title, by }) => {
    const who = by ? ` (${nameOf(by)})` : '';
    return `- ${utcMinute(at)}: ${title}${who}`;
  });
  const more = events.length - entries.length;
  return [
    ...entries,
    ...(more > 0 ? [`- ${more} more entries are in the timeline`] : []),
    '',
    'What helped, what did not, and what took longest?',
  ].join('\n');
}

function between(from: string, to: string): string {
  return durationWords(Date.parse(to) - Date.parse(from));
}
