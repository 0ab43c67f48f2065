import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { STAMP_SORTS } from '../../store/StampReader';
import { stampListItem } from '../schemas';

const {
  answer,
  entityRef,
  inQuery,
  inQueryMany,
  integer,
  list,
  object,
  paging,
  text,
} = openApi;

const MAX_ROWS = 200;
/** PostgreSQL keeps no text with a zero in it. */
const NO_ZERO = '^[^\\u0000]*$';
const word = { type: 'string', minLength: 1, maxLength: 60, pattern: NO_ZERO };
const ref = { ...entityRef, pattern: NO_ZERO };

const filterInQuery = [
  inQuery(
    'text',
    { type: 'string', maxLength: 300, pattern: NO_ZERO },
    'Words that must all be in name, title, workload, region or environment',
  ),
  inQueryMany('workload', ref),
  inQueryMany('owner', ref, "Owners of the stamps' workloads"),
  inQueryMany('region', word),
  inQueryMany('environment', word),
  inQueryMany('lifecycle', { type: 'string', enum: STAMP_LIFECYCLES }),
  inQueryMany(
    'drift',
    { type: 'string', enum: ['in-step', 'changed', 'unknown', 'none'] },
    'none: no lock file describes it',
  ),
  inQueryMany('templateVersion', word),
  inQueryMany(
    'outcome',
    { type: 'string', enum: ['succeeded', 'failed', 'none'] },
    'Of what its pipeline told last',
  ),
];

const orderInQuery = [
  inQuery(
    'sort',
    { type: 'string', enum: STAMP_SORTS },
    'name when absent; what lacks the value comes last',
  ),
  inQuery('direction', { type: 'string', enum: ['asc', 'desc'] }),
];

/** Stamps of all workloads. */
export const stampPaths = {
  '/stamps': {
    get: {
      operationId: 'ListStamps',
      summary: 'Stamps of all workloads, filtered and sorted',
      parameters: [...filterInQuery, ...orderInQuery, ...paging(MAX_ROWS)],
      responses: answer(
        'A page, 50 rows when no limit is given; those that tie are in the order of their refs',
        object({ items: list(stampListItem), total: integer }),
      ),
    },
  },
  '/stamps/csv': {
    get: {
      operationId: 'ExportStamps',
      summary: 'The same as CSV, every row that the filter lets through',
      parameters: [...filterInQuery, ...orderInQuery],
      responses: {
        200: {
          description: 'UTF-8, RFC 4180, with a heading; weights in percent',
          content: { 'text/csv': { schema: text } },
        },
      },
    },
  },
};
