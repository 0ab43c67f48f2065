import { CRITERION_STATES } from '@plumbline/plugin-maturity-common';
import {
  answer,
  entityRef,
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

const MAX_ROWS = 500;
const id = { type: 'string', maxLength: 120 };

const level = { type: ['integer', 'null'] };

/** The model, the first when absent. */
export const modelInQuery = inQuery(
  'model',
  { ...id, minLength: 1 },
  'Id of a model; the first configured one when absent',
);

/** What narrows workloads down on one place of a model. */
export const scopeInQuery = [
  inQuery('pillar', id, 'Levels are those of this pillar; overall when absent'),
  inQueryMany('owner', entityRef),
  inQueryMany('domain', entityRef),
  inQueryMany('lifecycle', { type: 'string', minLength: 1, maxLength: 60 }),
];

/** Words that must all be there. */
export const textInQuery = inQuery(
  'text',
  { type: 'string', maxLength: 300 },
  'Words that must all be in title or ref',
);

const filterInQuery = [
  modelInQuery,
  ...scopeInQuery,
  inQueryMany('level', { type: 'integer', minimum: 0, maximum: 100 }),
  inQueryMany('state', {
    type: 'string',
    enum: [...CRITERION_STATES, 'contradiction'],
  }),
  inQuery('strategy', id, 'Workloads that miss this strategy'),
  textInQuery,
  inQuery(
    'sort',
    { type: 'string', maxLength: 130 },
    "level, possible, blockers, title, owner, domain, lifecycle, changed or 'pillar:<id>'; level when absent",
  ),
  inQuery('direction', { type: 'string', enum: ['asc', 'desc'] }),
];

const row = object({
  workloadRef: text,
  title: text,
  'ownerRef?': text,
  'domainRef?': text,
  'lifecycle?': text,
  proven: integer,
  possible: integer,
  blockers: integer,
  notMet: integer,
  unknown: integer,
  exempt: integer,
  contradictions: integer,
  pillars: list(
    object({
      id: text,
      proven: integer,
      possible: integer,
      notMet: integer,
      unknown: integer,
    }),
  ),
  changedAt: time,
});

const values = list(object({ value: text, count: integer }));

const distribution = {
  ...list(integer),
  description: 'Number of workloads on each level, from level 0',
};

/** The review of all workloads. */
export const portfolioPaths = {
  '/portfolio': {
    get: {
      operationId: 'GetPortfolio',
      summary: 'Workloads with their levels, filtered and sorted',
      parameters: [...filterInQuery, ...paging(MAX_ROWS)],
      responses: answer(
        'A page, 50 rows when no limit is given; workloads that tie are in the order of their refs',
        object({ items: list(row), total: integer }),
      ),
    },
  },
  '/portfolio.csv': {
    get: {
      operationId: 'ExportPortfolio',
      summary: 'The same as CSV, every row that the filter lets through',
      parameters: filterInQuery,
      responses: {
        200: {
          description:
            'UTF-8, RFC 4180, with a heading; one column for each pillar',
          content: { 'text/csv': { schema: text } },
        },
      },
    },
  },
  '/portfolio/filters': {
    get: {
      operationId: 'GetPortfolioFilters',
      summary: 'Owners, domains and lifecycles that there are',
      parameters: [modelInQuery],
      responses: answer(
        'Most workloads first',
        object({ owners: values, domains: values, lifecycles: values }),
      ),
    },
  },
  '/portfolio/summary': {
    get: {
      operationId: 'GetPortfolioSummary',
      summary: 'Distribution of levels, its trend, and most missed strategies',
      parameters: [
        modelInQuery,
        ...scopeInQuery,
        inQuery(
          'days',
          { type: 'integer', minimum: 1, maximum: 366 },
          'Length of the trend, today included; 365 when absent',
        ),
      ],
      responses: answer(
        'Distribution now, as stored; strategies as last counted',
        object({
          distribution,
          trend: list(object({ day: text, distribution, mean: number })),
          mostMissed: list(
            object({
              strategyId: text,
              title: text,
              pillarId: text,
              level: integer,
              notMet: integer,
              unknown: integer,
              workloads: integer,
            }),
          ),
          'countedAt?': time,
        }),
      ),
    },
  },
  '/portfolio/changes': {
    get: {
      operationId: 'GetPortfolioChanges',
      summary: 'Rises and falls of levels since a time',
      parameters: [
        modelInQuery,
        ...scopeInQuery,
        textInQuery,
        inQuery('since', timeInput, 'ISO 8601; 30 days ago when absent'),
        ...paging(MAX_ROWS),
      ],
      responses: answer(
        'Newest first; first evaluations are neither rises nor falls',
        object({
          items: list(
            object({
              workloadRef: text,
              title: text,
              'ownerRef?': text,
              at: time,
              'pillarId?': text,
              fromProven: level,
              toProven: integer,
              fromPossible: level,
              toPossible: integer,
              cause: text,
            }),
          ),
          total: integer,
          rose: integer,
          fell: integer,
          returned: integer,
        }),
      ),
    },
  },
};
