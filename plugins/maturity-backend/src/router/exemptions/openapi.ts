import {
  EXEMPTION_ORDERS,
  EXEMPTION_STATES,
} from '@plumbline/plugin-maturity-common';
import {
  answer,
  body,
  entityRef,
  exactly,
  inPath,
  inQuery,
  inQueryMany,
  integer,
  list,
  object,
  paging,
  text,
  time,
  timeInput,
} from '../schemas';

const state = { type: 'string', enum: EXEMPTION_STATES };

const properties = {
  id: text,
  workloadRef: text,
  criterionId: text,
  state,
  reason: text,
  requestedBy: text,
  requestedAt: time,
  expiresAt: time,
  'decidedBy?': text,
  'decidedAt?': time,
  'decisionNote?': text,
};

/** Exceptions that people ask for and the platform team decides on. */
export const exemptionPaths = {
  '/exemptions': {
    get: {
      operationId: 'GetExemptions',
      summary: 'Exemptions, filtered and sorted',
      parameters: [
        inQueryMany('state', state),
        inQuery('workload', entityRef),
        inQueryMany('owner', entityRef),
        inQuery(
          'sort',
          { type: 'string', enum: EXEMPTION_ORDERS },
          'by request when absent; those that tie stand in the order of their requests, the newest first',
        ),
        inQuery(
          'direction',
          { type: 'string', enum: ['asc', 'desc'] },
          'when absent, desc by request and asc otherwise',
        ),
        ...paging(200),
      ],
      responses: answer(
        'A page',
        object({
          items: list(
            object({
              ...properties,
              workloadTitle: text,
              'ownerRef?': text,
              modelId: text,
              criterionTitle: text,
            }),
          ),
          total: integer,
        }),
      ),
    },
    post: {
      operationId: 'RequestExemption',
      summary: 'Asks that a criterion need not be met for a while',
      requestBody: body(
        exactly({
          workloadRef: entityRef,
          criterionId: { type: 'string', minLength: 1, maxLength: 120 },
          reason: { type: 'string', minLength: 10, maxLength: 2000 },
          expiresAt: timeInput,
          'requestedBy?': entityRef,
          'requestedAt?': timeInput,
        }),
      ),
      responses: answer('It waits for a decision', object(properties)),
    },
  },
  '/exemptions/{id}/decision': {
    post: {
      operationId: 'DecideExemption',
      summary:
        'Approves, denies or revokes; the one who asked withdraws a request',
      parameters: [inPath('id')],
      requestBody: body(
        exactly({
          decision: {
            type: 'string',
            enum: ['approve', 'deny', 'revoke', 'withdraw'],
          },
          'note?': { type: 'string', maxLength: 2000 },
        }),
      ),
      responses: answer(
        'Decided, and the criterion evaluated',
        object(properties),
      ),
    },
  },
};
