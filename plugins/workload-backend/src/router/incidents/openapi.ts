import {
  ALERT_SEVERITIES,
  ALERT_STATES,
  INCIDENT_ORDERS,
  INCIDENT_STATES,
  REVIEW_STATES,
} from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { healthCause, noSuchWorkload, oneOf } from '../schemas';

const {
  answer,
  body,
  entityRef,
  exactly,
  flag,
  inPath,
  inQuery,
  inQueryMany,
  integer,
  list,
  may,
  number,
  object,
  paging,
  text,
  time,
  workloadInPath,
} = openApi;

const MOST_ROWS = 200;
const LONGEST_NOTE = 2_000;
const LONGEST_TEXT = 20_000;
const MOST_ACTIONS = 50;

const severity = oneOf(ALERT_SEVERITIES);
const numberInPath = inPath('number', {
  type: 'integer',
  minimum: 1,
  maximum: 2_147_483_647,
});
const noSuchIncident = { 404: { description: 'There is no such incident' } };
const done = (description: string) => ({
  204: { description },
  ...noSuchIncident,
});
const written = { type: 'string', maxLength: LONGEST_TEXT };

const listed = {
  number: integer,
  workloadRef: text,
  workloadTitle: text,
  'ownerRef?': text,
  title: text,
  severity,
  state: oneOf(INCIDENT_STATES),
  openedAt: time,
  'closedAt?': time,
  alertCount: integer,
  review: oneOf(REVIEW_STATES),
  'reviewDueAt?': time,
};

const texts = {
  summary: written,
  impact: written,
  rootCause: written,
  detection: written,
  response: written,
  lessons: written,
  published: flag,
};

const actions = {
  type: 'array',
  maxItems: MOST_ACTIONS,
  items: exactly({
    title: { type: 'string', minLength: 1, maxLength: 300 },
    'ownerRef?': entityRef,
    'dueOn?': { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    'url?': { type: 'string', maxLength: 2_000 },
    done: flag,
  }),
};

const note = { type: 'string', maxLength: LONGEST_NOTE };

/** What became of alerts, and what people do about it. */
export const incidentPaths = {
  '/incidents': {
    get: {
      operationId: 'ListIncidents',
      summary:
        'Incidents: those that go on first, the gravest first; then the newest',
      parameters: [
        inQuery('workload', entityRef, 'Full ref'),
        inQueryMany('owner', entityRef, 'Full refs of who owns the workload'),
        inQueryMany('state', oneOf(INCIDENT_STATES)),
        inQueryMany('severity', severity),
        inQueryMany('review', oneOf(REVIEW_STATES)),
        inQuery(
          'search',
          { type: 'string', maxLength: 200 },
          'Words that must all be in it, its workload, owner, parts or user flows',
        ),
        inQuery('orderBy', oneOf(INCIDENT_ORDERS)),
        inQuery('order', oneOf(['asc', 'desc'])),
        ...paging(MOST_ROWS),
      ],
      responses: answer(
        'A page of them',
        object({
          items: list(object(listed)),
          total: integer,
          counts: object({
            open: integer,
            acknowledged: integer,
            reviewDue: integer,
            reviewOverdue: integer,
          }),
        }),
      ),
    },
  },
  '/incidents/{number}': {
    get: {
      operationId: 'GetIncident',
      summary:
        'An incident with its causes, its timeline, who is called, and its review',
      parameters: [numberInPath],
      responses: {
        ...answer(
          'The incident',
          object({
            ...listed,
            causes: list(healthCause),
            alerts: list(
              object({
                entityRef: text,
                title: text,
                severity,
                openedAt: time,
                'closedAt?': time,
              }),
            ),
            titles: { type: 'object', additionalProperties: text },
            userFlows: list(text),
            'runbookUrl?': text,
            'onCall?': text,
            escalation: object({
              steps: list(
                object({
                  contact: text,
                  afterMinutes: number,
                  'calledAt?': time,
                }),
              ),
              'nextAt?': time,
            }),
            'acknowledgement?': object({ by: text, at: time, 'note?': text }),
            events: list(
              object({
                at: time,
                kind: text,
                title: text,
                'entityRef?': text,
                'by?': text,
              }),
            ),
            reviewText: object({
              ...texts,
              actions,
              'updatedAt?': time,
              'updatedBy?': text,
            }),
            act: may,
          }),
        ),
        ...noSuchIncident,
      },
    },
  },
  '/incidents/{number}/acknowledge': {
    post: {
      operationId: 'AcknowledgeIncident',
      summary:
        'Says that the caller is on it, so that nobody else is called; for owners and those who are called',
      parameters: [numberInPath],
      requestBody: body(exactly({ 'note?': note })),
      responses: {
        ...done('Everybody who was told of it is told that'),
        409: { description: 'It is over, or somebody else was first' },
      },
    },
  },
  '/incidents/{number}/notes': {
    post: {
      operationId: 'NoteIncident',
      summary: 'Adds to the timeline what was found or done',
      parameters: [numberInPath],
      requestBody: body(exactly({ note: { ...note, minLength: 1 } })),
      responses: done('It is in the timeline'),
    },
  },
  '/incidents/{number}/review': {
    put: {
      operationId: 'SaveIncidentReview',
      summary: 'Saves the review, and publishes it once the incident is over',
      parameters: [numberInPath],
      requestBody: body(
        exactly({
          ...texts,
          actions,
          'editedFrom?': { ...time, maxLength: 40 },
        }),
      ),
      responses: {
        ...done('It is saved'),
        409: { description: 'Somebody else saved it meanwhile' },
      },
    },
  },
  '/workloads/{namespace}/{name}/alerts': {
    get: {
      operationId: 'ListAlerts',
      summary: 'Alerts of a workload as they stand, the gravest first',
      parameters: workloadInPath,
      responses: {
        ...answer(
          'Open ones, those that wait or are kept quiet, and those that closed lately',
          object({
            items: list(
              object({
                entityRef: text,
                title: text,
                state: oneOf(ALERT_STATES),
                severity,
                since: time,
                'openedAt?': time,
                'silentSince?': time,
                'suppressed?': object({
                  by: oneOf(['maintenance', 'above']),
                  id: text,
                }),
                causes: list(healthCause),
                'incident?': integer,
              }),
            ),
          }),
        ),
        ...noSuchWorkload,
      },
    },
  },
};
