import { AuditorService } from '@backstage/backend-plugin-api';
import { FeedInput } from '@plumbline/plugin-secret-expiry-common';
import { audited } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { Access } from '../access/Access';
import { pagingOf } from '../access/readFilter';
import { FeedDesk } from './FeedDesk';

const MAX_AGE_SECONDS = 300;

/** The route that calendars ask, without sign-in: the token in it is what they may read by. */
export const FEED_PATH = '/feeds/:token.ics';

/** Adds the routes of calendar feeds. */
export function addFeedRoutes(
  router: Router,
  options: { access: Access; auditor: AuditorService; desk: FeedDesk },
) {
  const { access, auditor, desk } = options;

  router.get('/feeds', async (request, response) => {
    const caller = await access.callerOf(request);
    const { query } = request;
    const everyone = (query.everyone as boolean | undefined) ?? false;
    response.json(await desk.page(caller, { everyone, ...pagingOf(query) }));
  });

  router.post('/feeds', async (request, response) => {
    const caller = await access.callerOf(request);
    const input: FeedInput = request.body;
    const feed = await audited(
      auditor,
      {
        eventId: 'create-feed',
        severityLevel: 'medium',
        request,
        meta: { name: input.name, filter: { ...input.filter } },
      },
      () => desk.add(input, caller),
      ({ id }) => ({ id }),
    );
    response.status(201).set('Cache-Control', 'no-store').json(feed);
  });

  router.delete('/feeds/:id', async (request, response) => {
    const caller = await access.callerOf(request);
    const { id } = request.params;
    await audited(
      auditor,
      {
        eventId: 'revoke-feed',
        severityLevel: 'medium',
        request,
        meta: { id },
      },
      () => desk.remove(id, caller),
      ownerRef => ({ ownerRef }),
    );
    response.status(204).end();
  });

  router.get(FEED_PATH, async (request, response) => {
    const { token } = request.params;
    // What the access log writes once the answer is sent.
    request.originalUrl = request.originalUrl.replace(token, '…');
    const calendar = await desk.calendar(token);
    response
      .type('text/calendar; charset=utf-8')
      .set('Cache-Control', `private, max-age=${MAX_AGE_SECONDS}`)
      .send(calendar);
  });
}
