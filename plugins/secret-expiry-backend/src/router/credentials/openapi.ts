import {
  CREDENTIAL_STATES,
  FINDING_CODES,
  MAX_CREDENTIALS,
} from '@plumbline/plugin-secret-expiry-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { MOST_CALENDAR_DAYS } from '../access/readFilter';
import {
  acknowledgement,
  credentialInPath,
  filterInQuery,
  kind,
  listItem,
  oneOf,
  orderInQuery,
  stage,
  state,
  storedCredential,
} from '../schemas';

const { answer, integer, list, may, object, paging, text, time } = openApi;

const countsOf = (names: readonly string[]) =>
  object(Object.fromEntries(names.map(name => [name, integer])));

const event = object({
  at: time,
  change: oneOf([
    'found',
    'rotated',
    'redated',
    'judged',
    'removed',
    'returned',
    'acknowledged',
    'snoozed',
    'taken-back',
    'told',
  ]),
  text,
  'by?': text,
});

/** Credentials of all workloads, and single ones. */
export const credentialPaths = {
  '/credentials': {
    get: {
      operationId: 'GetCredentials',
      summary: 'Credentials, filtered and sorted',
      parameters: [...filterInQuery, orderInQuery, ...paging(MAX_CREDENTIALS)],
      responses: answer(
        'A page, 50 rows when no limit is given; one row each however many places have it',
        object({ items: list(listItem), total: integer }),
      ),
    },
  },
  '/credentials/counts': {
    get: {
      operationId: 'CountCredentials',
      summary: 'How many of the same there are, by state and finding',
      parameters: filterInQuery,
      responses: answer(
        'Of what the filter lets through',
        object({
          total: integer,
          needsSomeone: integer,
          acknowledged: integer,
          states: countsOf(CREDENTIAL_STATES),
          findings: countsOf(FINDING_CODES),
          within: list(object({ days: integer, count: integer })),
        }),
      ),
    },
  },
  '/credentials/filters': {
    get: {
      operationId: 'GetCredentialFilters',
      summary: 'What there is to filter by',
      responses: answer(
        'Sorted, at most 1,000 of each',
        object({
          owners: list(text),
          entityRefs: list(text),
          stamps: list(text),
        }),
      ),
    },
  },
  '/credentials/calendar': {
    get: {
      operationId: 'GetCredentialCalendar',
      summary: `What expires on which day, for at most ${MOST_CALENDAR_DAYS} days`,
      parameters: filterInQuery,
      responses: answer(
        'UTC days with something on them, in order',
        object({
          days: list(
            object({
              day: { type: 'string', format: 'date' },
              count: integer,
              manual: integer,
              items: list(
                object({
                  id: text,
                  name: text,
                  kind,
                  workloadRef: text,
                  state,
                  stage,
                  rotation: text,
                }),
              ),
            }),
          ),
        }),
      ),
    },
  },
  '/credentials/csv': {
    get: {
      operationId: 'ExportCredentials',
      summary: 'The same as CSV, every row that the filter lets through',
      parameters: [...filterInQuery, orderInQuery],
      responses: {
        200: {
          description: 'UTF-8, RFC 4180, with a heading; times in UTC',
          content: { 'text/csv': { schema: text } },
        },
      },
    },
  },
  '/credentials/{id}': {
    get: {
      operationId: 'GetCredential',
      summary: 'One credential with its places, its past and what explains it',
      parameters: [credentialInPath],
      responses: answer(
        'Places and people beyond what the caller may read are left out',
        object({
          credential: listItem,
          places: list(storedCredential),
          events: list(event),
          acknowledgements: list(acknowledgement),
          explanation: list(text),
          may: object({ acknowledge: may, manage: may }),
          'acknowledgeUntil?': time,
        }),
      ),
    },
  },
};
