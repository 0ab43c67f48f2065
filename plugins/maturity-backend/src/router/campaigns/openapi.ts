import { CAMPAIGN_STATES } from '@plumbline/plugin-maturity-common';
import {
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
  number,
  object,
  paging,
  text,
  time,
  timeInput,
} from '../schemas';

const state = { type: 'string', enum: CAMPAIGN_STATES };
const id = { type: 'string', minLength: 1, maxLength: 120 };
const refs = { type: 'array', maxItems: 1000, items: entityRef };

const input = {
  title: { type: 'string', minLength: 1, maxLength: 200 },
  'description?': { type: 'string', maxLength: 4000 },
  // What belongs to which kind is checked by the handler, which names the field.
  goal: exactly({
    kind: { type: 'string', enum: ['level', 'strategies'] },
    modelId: id,
    'pillarId?': id,
    'level?': integer,
    'strategyIds?': { type: 'array', maxItems: 500, items: id },
  }),
  scope: exactly({
    'owners?': refs,
    'domains?': refs,
    'lifecycles?': { type: 'array', maxItems: 100, items: id },
    'workloadRefs?': { ...refs, maxItems: 10_000 },
  }),
  ownerRef: entityRef,
  startsAt: timeInput,
  deadline: timeInput,
  remindDaysBefore: {
    type: 'array',
    maxItems: 20,
    items: { type: 'integer', minimum: 0, maximum: 365 },
  },
};

const campaign = object({
  ...input,
  startsAt: time,
  deadline: time,
  id: text,
  state,
  createdBy: text,
  createdAt: time,
  'closedAt?': time,
  progress: object({
    workloads: integer,
    done: integer,
    notStarted: integer,
    ownersNotStarted: integer,
    expected: number,
    onTrack: flag,
  }),
});

/** Drives to bring workloads to a goal by a deadline. */
export const campaignPaths = {
  '/campaigns': {
    get: {
      operationId: 'GetCampaigns',
      summary: 'Campaigns with how far they are, the first deadline first',
      parameters: [inQueryMany('state', state)],
      responses: answer('All of them', object({ items: list(campaign) })),
    },
    post: {
      operationId: 'CreateCampaign',
      summary: 'Starts a campaign, or plans one',
      requestBody: body(exactly(input)),
      responses: answer('Made, and its workloads counted', campaign),
    },
  },
  '/campaigns/{id}': {
    get: {
      operationId: 'GetCampaign',
      summary: 'One campaign',
      parameters: [inPath('id')],
      responses: answer('What is stored', campaign),
    },
    put: {
      operationId: 'ChangeCampaign',
      summary:
        'Changes a campaign that is not closed; with another goal its workloads start anew',
      parameters: [inPath('id')],
      requestBody: body(exactly(input)),
      responses: answer('Changed, and its workloads counted', campaign),
    },
    delete: {
      operationId: 'DeleteCampaign',
      summary: 'Removes a campaign and what is known of its progress',
      parameters: [inPath('id')],
      responses: { 204: { description: 'Removed' } },
    },
  },
  '/campaigns/{id}/close': {
    post: {
      operationId: 'CloseCampaign',
      summary: 'Ends a campaign as it is',
      parameters: [inPath('id')],
      responses: answer('Closed', campaign),
    },
  },
  '/campaigns/{id}/workloads': {
    get: {
      operationId: 'GetCampaignWorkloads',
      summary:
        'The workloads that a campaign asks, those with the most to do first',
      parameters: [inPath('id'), inQuery('done', flag), ...paging(500)],
      responses: answer(
        'A page',
        object({
          items: list(
            object({
              workloadRef: text,
              title: text,
              'ownerRef?': text,
              done: flag,
              since: time,
              blockers: integer,
            }),
          ),
          total: integer,
        }),
      ),
    },
  },
};
