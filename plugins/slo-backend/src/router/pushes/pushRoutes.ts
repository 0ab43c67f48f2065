import { PushedEvents, PushedSamples } from '@plumbline/plugin-slo-common';
import { Request, Router } from 'express';
import { RouteServices } from '../RouteServices';
import { audited } from '../audited';
import { PushDesk } from './PushDesk';

/** Adds the routes for services that push samples and tell of deployments. */
export function addPushRoutes(
  router: Router,
  options: RouteServices & { desk: PushDesk },
) {
  const { auditor, desk, httpAuth } = options;

  // No permission decides here: those who may push are named one by one in the configuration.
  const authorizePusher = async (request: Request) =>
    desk.pusher(
      await httpAuth.credentials(request, { allow: ['user', 'service'] }),
    );

  router.post('/samples', async (request, response) => {
    const pusher = await authorizePusher(request);
    const body: PushedSamples = request.body;
    const taken = await audited(
      auditor,
      {
        eventId: 'push-samples',
        severityLevel: 'low',
        request,
        meta: { by: pusher.subject, series: body.items.length },
      },
      () => desk.takeSamples(body, pusher),
    );
    response.json(taken);
  });

  router.post('/events', async (request, response) => {
    const pusher = await authorizePusher(request);
    const body: PushedEvents = request.body;
    const taken = await audited(
      auditor,
      {
        eventId: 'push-events',
        severityLevel: 'low',
        request,
        meta: { by: pusher.subject, events: body.items.length },
      },
      () => desk.takeEvents(body, pusher),
    );
    response.json(taken);
  });
}
