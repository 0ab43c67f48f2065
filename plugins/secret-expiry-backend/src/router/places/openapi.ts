import { PLACE_ORDERS } from '@plumbline/plugin-secret-expiry-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { oneOf } from '../schemas';

const {
  answer,
  body,
  exactly,
  inPath,
  inQuery,
  inQueryMany,
  integer,
  jsonContent,
  list,
  object,
  paging,
  text,
  time,
} = openApi;

const MAX_PLACES = 200;
const OUTCOMES = ['looked', 'partly', 'could-not-look'];
const outcome = oneOf(OUTCOMES);
const sourceId = { type: 'string', minLength: 1, maxLength: 100 };

/** Something wrong at a place: where in a file and what belongs there, or a sentence. */
const problem = {
  anyOf: [
    exactly({
      file: text,
      line: integer,
      column: integer,
      field: text,
      expected: text,
    }),
    exactly({ sentence: text }),
  ],
};

/** A place that a source looks at. */
export const place = object({
  sourceId: text,
  place: text,
  title: text,
  credentialCount: integer,
  outcome,
  'reason?': text,
  lastLooked: time,
  'lastSuccess?': time,
  problems: list(problem),
  problemCount: integer,
});

/** A source that could not be listed at all. */
export const failingSource = object({
  sourceId: text,
  reason: text,
  lastLooked: time,
});

/** Sources and the places that they look at. */
export const placePaths = {
  '/places': {
    get: {
      operationId: 'ListPlaces',
      summary: 'Places that sources look at, filtered and sorted',
      parameters: [
        inQueryMany('sourceId', sourceId),
        inQueryMany('outcome', outcome),
        inQuery('text', { type: 'string', maxLength: 300 }, 'Of the title'),
        inQuery(
          'orderBy',
          oneOf(PLACE_ORDERS),
          '`outcome`, what could not be looked at first, when absent',
        ),
        ...paging(MAX_PLACES),
      ],
      responses: answer(
        'A page, 50 rows when no limit is given',
        object({ items: list(place), total: integer }),
      ),
    },
  },
  '/sources': {
    get: {
      operationId: 'ListSources',
      summary: 'Sources and how each does',
      responses: answer(
        'By title',
        object({
          items: list(
            object({
              sourceId: text,
              title: text,
              'lastLooked?': time,
              'lastSuccess?': time,
              'runningSince?': time,
              'reason?': text,
              places: object(
                Object.fromEntries(OUTCOMES.map(name => [name, integer])),
              ),
              credentials: integer,
            }),
          ),
        }),
      ),
    },
  },
  '/sources/{id}/scan': {
    post: {
      operationId: 'ScanSource',
      summary: 'Has a source looked at now',
      parameters: [inPath('id', sourceId)],
      requestBody: body(exactly({})),
      responses: {
        202: {
          description: 'It begins; 409 while it is being looked at',
          content: jsonContent(exactly({})),
        },
      },
    },
  },
};
