import { openApi } from '@plumbline/plugin-workload-node';
import { filterInBody } from '../schemas';

const { answer, body, exactly, inPath, jsonContent, list, object, text, time } =
  openApi;

const feed = {
  id: text,
  name: text,
  filter: { type: 'object', description: 'As it was given' },
  createdAt: time,
  'lastReadAt?': time,
};

/** Calendar feeds. */
export const feedPaths = {
  '/feeds': {
    get: {
      operationId: 'ListFeeds',
      summary: 'Calendar feeds of the caller',
      responses: answer('Newest first', object({ items: list(object(feed)) })),
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
      summary: 'Ends a feed of the caller: its address stops to answer',
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
          description: 'RFC 5545; 404 for a token that opens none',
          content: { 'text/calendar': { schema: text } },
        },
      },
    },
  },
};
