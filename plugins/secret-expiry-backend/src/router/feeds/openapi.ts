import { openApi } from '@plumbline/plugin-workload-node';
import { FEED_STOPS, MAX_FEEDS } from '@plumbline/plugin-secret-expiry-common';
import { filterInBody, oneOf } from '../schemas';

const {
  answer,
  body,
  exactly,
  flag,
  inPath,
  inQuery,
  integer,
  jsonContent,
  list,
  object,
  paging,
  text,
  time,
} = openApi;

const feed = {
  id: text,
  name: text,
  filter: { type: 'object', description: 'As it was given' },
  ownerRef: text,
  createdAt: time,
  'lastReadAt?': time,
  until: time,
  'stopped?': oneOf(FEED_STOPS),
};

/** Calendar feeds. */
export const feedPaths = {
  '/feeds': {
    get: {
      operationId: 'ListFeeds',
      summary:
        'Calendar feeds of the caller, or of everyone; never with their addresses',
      parameters: [
        inQuery(
          'everyone',
          flag,
          "Everyone's, for whoever may manage; the caller's own when absent",
        ),
        ...paging(MAX_FEEDS),
      ],
      responses: answer(
        'Newest first; `until` moves on whenever the owner comes, `stopped` says why one gives no data',
        object({ items: list(object(feed)), total: integer }),
      ),
    },
    post: {
      operationId: 'CreateFeed',
      summary:
        'Makes a calendar of what fits a filter, frozen with what the caller may read now',
      requestBody: body(
        exactly({
          name: { type: 'string', minLength: 1, maxLength: 100 },
          filter: filterInBody,
        }),
      ),
      responses: {
        201: {
          description:
            'The only time that its address is told: whoever has it reads the calendar',
          content: jsonContent(object({ ...feed, url: text })),
        },
      },
    },
  },
  '/feeds/{id}': {
    delete: {
      operationId: 'RevokeFeed',
      summary:
        "Ends a feed of the caller, or anybody's for whoever may manage: its address stops to answer",
      parameters: [inPath('id')],
      responses: { 204: { description: 'It is gone' } },
    },
  },
  '/feeds/{token}.ics': {
    get: {
      operationId: 'ReadFeed',
      summary:
        'The calendar, without sign-in: an all-day event for each expiry date, with alarms where warning stages begin',
      parameters: [
        inPath('token', { type: 'string', minLength: 1, maxLength: 100 }),
      ],
      responses: {
        200: {
          description:
            'RFC 5545; what its owner may no longer read is left out, and one that has stopped says so; 404 for a token that opens none',
          content: { 'text/calendar': { schema: text } },
        },
      },
    },
  },
};
