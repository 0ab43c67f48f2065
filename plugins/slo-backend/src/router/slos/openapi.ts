import {
  ALERT_SEVERITIES,
  BUDGETING_METHODS,
  MUCH_SPENT,
  NO_OWNER,
  SLO_GROUPINGS,
  SLO_SORTS,
  SLO_STATES,
} from '@plumbline/plugin-slo-common';
import { openApi } from '@plumbline/plugin-workload-node';
import {
  daysInQuery,
  history,
  severity,
  sloInPath,
  state,
  status,
} from '../schemas';

const {
  answer,
  entityRef,
  inQuery,
  inQueryMany,
  integer,
  list,
  nullableNumber,
  nullableTime,
  number,
  object,
  paging,
  text,
} = openApi;

const MAX_ROWS = 200;
const DAY = '^\\d{4}-\\d{2}-\\d{2}$';
const agreement = { type: 'string', enum: ['error', 'warning'] };

const filterInQuery = [
  inQuery(
    'text',
    { type: 'string', maxLength: 300 },
    'Words that must all be in the name, id or service, or in the title or ref of the workload',
  ),
  inQueryMany('workload', entityRef),
  inQueryMany(
    'owner',
    entityRef,
    `Full refs; ${NO_OWNER} for those whose workload has no owner`,
  ),
  inQueryMany('domain', entityRef),
  inQueryMany('lifecycle', { type: 'string', minLength: 1, maxLength: 60 }),
  inQueryMany('state', state),
  inQueryMany('alert', severity, 'Worst severity that fires'),
  inQueryMany('agreement', agreement, 'What does not add up with the SLA'),
  inQueryMany('method', { type: 'string', enum: BUDGETING_METHODS }),
  inQuery(
    'changedSince',
    { type: 'string', pattern: DAY },
    `UTC day: those of which an alert began or ended to fire since it began, or that spent ${MUCH_SPENT} of their budget or more`,
  ),
];

const orderInQuery = [
  inQuery(
    'sort',
    { type: 'string', enum: SLO_SORTS },
    'urgency when absent; what lacks the number comes last',
  ),
  inQuery('direction', { type: 'string', enum: ['asc', 'desc'] }),
];

const item = object({
  id: text,
  displayName: text,
  service: text,
  workloadRef: text,
  workloadTitle: text,
  'ownerRef?': text,
  entityRef: text,
  state,
  reason: text,
  target: number,
  windowDuration: text,
  compliance: nullableNumber,
  remainingBudget: nullableNumber,
  burnRates: list(object({ seconds: number, rate: nullableNumber })),
  secondsToExhaustion: nullableNumber,
  coverage: number,
  'alert?': severity,
  'agreement?': agreement,
  trend: list(number),
  asOf: nullableTime,
  'changes?': {
    ...object({ spent: nullableNumber, alerts: integer }),
    description: 'Only with changedSince',
  },
});

const countsOf = (names: readonly string[]) =>
  object(Object.fromEntries(names.map(name => [name, integer])));

const group = object({
  'ref?': { ...text, description: 'Absent for those of nobody' },
  'title?': text,
  'ownerRef?': text,
  count: integer,
  workloads: integer,
  states: countsOf(SLO_STATES),
  leastBudget: {
    ...nullableNumber,
    description: 'Share left of the one that has the least, below 0 overspent',
  },
  'alert?': severity,
});

/** Objectives across workloads, and single ones. */
export const sloPaths = {
  '/slos': {
    get: {
      operationId: 'ListSlos',
      summary: 'Objectives of all workloads, filtered and sorted',
      parameters: [...filterInQuery, ...orderInQuery, ...paging(MAX_ROWS)],
      responses: answer(
        'A page, 50 rows when no limit is given; those that tie are in the order of their ids',
        object({ items: list(item), total: integer }),
      ),
    },
  },
  '/slos/groups': {
    get: {
      operationId: 'GroupSlos',
      summary: 'The same by workload or owner: counts, and the worst of each',
      parameters: [
        {
          ...inQuery('groupBy', { type: 'string', enum: SLO_GROUPINGS }),
          required: true,
        },
        ...filterInQuery,
        ...paging(MAX_ROWS),
      ],
      responses: answer(
        'A page, 50 groups when no limit is given; the one with the most urgent objective first, then with the least budget',
        object({ items: list(group), total: integer }),
      ),
    },
  },
  '/slos/counts': {
    get: {
      operationId: 'CountSlos',
      summary: 'Counts of the same by state, and what there is to filter by',
      parameters: filterInQuery,
      responses: answer(
        'Filters of states are not looked at; the values to filter by are those of all objectives',
        object({
          total: integer,
          workloads: integer,
          states: countsOf(SLO_STATES),
          alerts: countsOf(ALERT_SEVERITIES),
          agreementErrors: integer,
          agreementWarnings: integer,
          owners: list(text),
          domains: list(text),
          lifecycles: list(text),
        }),
      ),
    },
  },
  '/slos/csv': {
    get: {
      operationId: 'ExportSlos',
      summary: 'The same as CSV, every row that the filter lets through',
      parameters: [...filterInQuery, ...orderInQuery],
      responses: {
        200: {
          description: 'UTF-8, RFC 4180, with a heading; shares from 0 to 1',
          content: { 'text/csv': { schema: text } },
        },
      },
    },
  },
  '/slos/{id}': {
    get: {
      operationId: 'GetSlo',
      summary: 'One objective with everything that explains it',
      parameters: [sloInPath],
      responses: answer('As it was last evaluated', status),
    },
  },
  '/slos/{id}/history': {
    get: {
      operationId: 'GetSloHistory',
      summary: 'Remaining budget of an objective at the end of each UTC day',
      parameters: [sloInPath, daysInQuery],
      responses: answer('Daily points, oldest first', history),
    },
  },
  '/slos/{id}/prometheus-rules': {
    get: {
      operationId: 'ExportPrometheusRules',
      summary:
        'Recording and alerting rules that watch an objective, or the members of a composite, without the portal',
      parameters: [sloInPath],
      responses: {
        200: {
          description: 'A rule file; 404 for what Prometheus does not measure',
          content: { 'application/yaml': { schema: text } },
        },
      },
    },
  },
};
