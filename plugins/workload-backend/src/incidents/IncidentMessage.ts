import { AlertSeverity, incidentPath } from '@plumbline/plugin-workload-common';
import {
  Message,
  MessageLine,
  MessageSeverity,
  utcMinute,
} from '@plumbline/plugin-workload-node';
import { IncidentRecord, IncidentTold } from './IncidentRecord';
import { durationWords, nameOf, pathWords, refOfContact } from './words';

const MOST_FLOWS = 5;

/** Severities of alerts in the words of messages. */
export const MESSAGE_SEVERITY: Record<AlertSeverity, MessageSeverity> = {
  Sev1: 'critical',
  Sev2: 'high',
  Sev3: 'low',
};

/** What an incident's messages are about, so that a newer one takes the place of the older. */
export function aboutIncident(number: number): string {
  return `incident:${number}`;
}

/**
 * What people are told of an incident.
 *
 * @param incident - with its number.
 * @param at - ISO 8601.
 */
export function incidentMessage(
  incident: IncidentRecord,
  told: IncidentTold,
  at: string,
): Message {
  const { severity, cause, titles, runbookUrl } = incident;
  const isOver = told === 'closed' || told === 'silent';
  const tone: MessageLine['tone'] =
    told === 'closed' ? 'good' : MESSAGE_SEVERITY[severity];
  const lines: MessageLine[] = [{ tone, text: incident.title, runbookUrl }];
  if (cause && cause.path.length > 1) {
    lines.push({
      tone,
      text: `Path to the root cause: ${pathWords(cause, titles)}`,
    });
  }
  if (incident.userFlows.length > 0) {
    lines.push({
      tone,
      text: `User flows ${isOver ? 'that were hurt' : 'hurt'}: ${flowWords(
        incident,
      )}`,
    });
  }
  return {
    aboutRef: aboutIncident(incident.number!),
    ownerRef: incident.ownerRef,
    severity: isOver ? undefined : MESSAGE_SEVERITY[severity],
    title: titleOf(incident, told, at),
    lines,
    more: 0,
    notes: [
      ...(told === 'silent'
        ? [
            'No data came any more, and it was closed for that: look whether it is over, and whether the checks still run',
          ]
        : []),
      ...(incident.onCall ? [`On call: ${nameOf(incident.onCall)}`] : []),
      ...(isOver ? [] : callWords(incident)),
      ...(isOver
        ? [`Its review is due within a day: root cause, and what is to be done`]
        : []),
    ],
    link: incidentPath(incident.number),
    at,
  };
}

/** The same for people in the portal: owner, on-call and everybody who was called. */
export function portalMessage(
  incident: IncidentRecord,
  told: IncidentTold,
  at: string,
): Message {
  const message = incidentMessage(incident, told, at);
  const contacts = [
    incident.onCall ?? '',
    ...incident.escalation.flatMap(({ contact, calledAt }) =>
      calledAt ? [contact] : [],
    ),
  ].flatMap(contact => refOfContact(contact) ?? []);
  const alsoTo = [...new Set(contacts)].filter(
    ref => ref !== incident.ownerRef,
  );
  const notes = [
    ...message.notes!,
    ...(incident.runbookUrl ? [`Runbook: ${incident.runbookUrl}`] : []),
  ];
  // The title says what the first line says, and stands right above it.
  return { ...message, lines: message.lines.slice(1), notes, alsoTo };
}

/** That nobody has published the review of an incident in time. */
export function reviewReminder(
  incident: Pick<
    IncidentRecord,
    'number' | 'workloadTitle' | 'ownerRef' | 'title' | 'severity' | 'closedAt'
  >,
  at: string,
): Message {
  const { number, workloadTitle, ownerRef, title, severity } = incident;
  return {
    aboutRef: `${aboutIncident(number!)}/review`,
    ownerRef,
    severity: 'medium',
    title: `The review of incident ${number} of ${workloadTitle} is overdue`,
    lines: [
      {
        tone: 'medium',
        text: `${severity}, over since ${utcMinute(
          incident.closedAt!,
        )}: ${title}. The page has a draft of it.`,
      },
    ],
    more: 0,
    link: incidentPath(number),
    at,
  };
}

function titleOf(
  incident: IncidentRecord,
  told: IncidentTold,
  at: string,
): string {
  const { severity, workloadTitle, acknowledgement, openedAt } = incident;
  const span = durationWords(Date.parse(at) - Date.parse(openedAt));
  // The title of the gravest alert names the workload already where it is the workload's own.
  const what = incident.title.startsWith(workloadTitle)
    ? incident.title
    : `${workloadTitle}: ${incident.title}`;
  switch (told) {
    case 'raised':
      return `Raised to ${severity}: ${what}`;
    case 'called':
      return `${severity}, nobody on it for ${span}: ${what}`;
    case 'acknowledged':
      return `${severity}, ${nameOf(acknowledgement!.by)} is on it: ${what}`;
    case 'closed':
      return `Over after ${span}: ${what}`;
    case 'silent':
      return `Closed after ${span}, without data: ${what}`;
    default:
      return `${severity}: ${what}`;
  }
}

function flowWords({ userFlows }: IncidentRecord): string {
  const named = userFlows
    .slice(0, MOST_FLOWS)
    .map(({ title, criticality }) => `${title} (${criticality})`);
  const more = userFlows.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function callWords({
  acknowledgement,
  escalation,
  nextCallAt,
}: IncidentRecord): string[] {
  if (acknowledgement) {
    const { note } = acknowledgement;
    return note ? [`${nameOf(acknowledgement.by)}: ${oneLine(note)}`] : [];
  }
  const called = escalation.filter(({ calledAt }) => calledAt);
  const next = escalation.filter(({ calledAt }) => !calledAt);
  return [
    ...(called.length > 0
      ? [`Called: ${called.map(({ contact }) => nameOf(contact)).join(', ')}`]
      : []),
    ...(nextCallAt && next.length > 0
      ? [
          `Unless somebody acknowledges it, ${nameOf(
            next[0].contact,
          )} is next at ${utcMinute(nextCallAt)}`,
        ]
      : []),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
