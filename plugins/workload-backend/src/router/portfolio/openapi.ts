import {
  HEALTH_STATES,
  STAMP_COUNTS,
  WORKLOAD_GROUPINGS,
  WORKLOAD_ORDERS,
} from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { healthState, noSuchWorkload, oneOf } from '../schemas';
import { familyStatuses, overview, workloadRow } from './schemas';

const {
  answer,
  entityRef,
  flag,
  inQuery,
  inQueryMany,
  integer,
  list,
  number,
  object,
  paging,
  text,
  workloadInPath,
} = openApi;

const MAX_ROWS = 200;

const word = { type: 'string', minLength: 1, maxLength: 63 };

/** Values of one field are alternatives; fields narrow each other. */
const selectionInQuery = [
  inQuery(
    'search',
    { type: 'string', maxLength: 200 },
    'Words that must all be in title, name, description, owner or domain',
  ),
  inQueryMany('owner', entityRef, 'Full refs'),
  inQueryMany('domain', entityRef, 'Full refs'),
  inQueryMany('health', oneOf(HEALTH_STATES)),
  inQueryMany('tier', word),
  inQueryMany('region', word, 'Azure regions, of a stamp'),
  inQueryMany('stamps', oneOf(STAMP_COUNTS), 'How many there are'),
  inQueryMany(
    'level',
    { type: 'integer', minimum: 0, maximum: 5 },
    'Proven maturity levels',
  ),
  inQuery(
    'budgetBelow',
    { type: 'number', minimum: -1000, maximum: 1 },
    'Less than this share of the tightest SLO’s budget is left',
  ),
  inQuery(
    'expiresWithin',
    { type: 'integer', minimum: 0, maximum: 3650 },
    'A credential expires within so many days, or has',
  ),
  inQuery('attention', flag, 'Only where something needs someone now'),
  inQuery('incident', flag, 'Only where an incident is open'),
  inQueryMany('ref', entityRef, 'Only these, by full ref'),
];

const orderInQuery = [
  inQuery('orderBy', oneOf(WORKLOAD_ORDERS), '`urgency` when absent'),
  inQuery(
    'order',
    oneOf(['asc', 'desc']),
    'Without it the most urgent first, the most stamps and regions first, or a to z',
  ),
];

const choices = (name: string, schema: object) =>
  list(object({ [name]: schema, count: integer }));

/** The portfolio and the first screen of a workload. */
export const portfolioPaths = {
  '/workloads': {
    get: {
      operationId: 'ListWorkloads',
      summary: 'A page of the portfolio',
      parameters: [...selectionInQuery, ...orderInQuery, ...paging(MAX_ROWS)],
      responses: answer(
        'Workloads, 20 when no limit is given, and how many there are',
        object({
          items: list(workloadRow),
          total: integer,
          needsAttention: integer,
          families: familyStatuses,
        }),
      ),
    },
  },
  '/workloads/filters': {
    get: {
      operationId: 'GetWorkloadFilters',
      summary: 'What the portfolio can be filtered by',
      responses: answer(
        'With how many workloads have it',
        object({
          owners: choices('ref', text),
          domains: choices('ref', text),
          tiers: choices('name', text),
          regions: choices('name', text),
          levels: choices('level', number),
          healths: choices('state', healthState),
        }),
      ),
    },
  },
  '/workloads/groups': {
    get: {
      operationId: 'GroupWorkloads',
      summary: 'Workloads by what they have in common',
      parameters: [
        ...selectionInQuery,
        {
          ...inQuery('groupBy', oneOf(WORKLOAD_GROUPINGS)),
          required: true,
        },
      ],
      responses: answer(
        'The group with the most that needs someone first',
        object({
          items: list(
            object({
              'key?': text,
              count: integer,
              health: object(
                Object.fromEntries(
                  HEALTH_STATES.map(state => [state, integer]),
                ),
              ),
              needsAttention: integer,
              openIncidents: integer,
              'lowestLevel?': number,
              'tightestBudget?': number,
              'nextExpiryDays?': number,
            }),
          ),
        }),
      ),
    },
  },
  '/workloads/csv': {
    get: {
      operationId: 'ExportWorkloads',
      summary: 'The same as CSV, every row that the filters let through',
      parameters: [...selectionInQuery, ...orderInQuery],
      responses: {
        200: {
          description: 'UTF-8, RFC 4180, with a heading; times in UTC',
          content: { 'text/csv': { schema: text } },
        },
      },
    },
  },
  '/workloads/{namespace}/{name}/overview': {
    get: {
      operationId: 'GetWorkloadOverview',
      summary: 'Tiles and what needs attention',
      parameters: workloadInPath,
      responses: {
        ...answer('The first screen of the workload', overview),
        ...noSuchWorkload,
      },
    },
  },
};
