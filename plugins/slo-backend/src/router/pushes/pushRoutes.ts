import { PushedEvents, PushedSamples } from '@plumbline/plugin-slo-common';
import {
  RouteServices,
  audited,
  subjectOf,
} from '@plumbline/plugin-workload-node';
import { Request, Router } from 'express';
import { PushDesk } from './PushDesk';

/** Adds the routes for services that push samples and tell of deployments. */
export function addPushRoutes(
  router: Router,
  options: RouteServices & { desk: PushDesk },
) {
  const { auditor, desk, httpAuth } = options;

  // No permission decides here: those who may push are named one by one in the configuration.
  const authenticate = (request: Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  router.post('/samples', async (request, response) => {
    const credentials = await authenticate(request);
    const body: PushedSamples = request.body;
    const taken = await audited(
      auditor,
      {
        eventId: 'push-samples',
        severityLevel: 'low',
        request,
        meta: { by: subjectOf(credentials), series: body.items.length },
      },
      async () => desk.takeSamples(body, desk.pusher(credentials)),
    );
    response.json(taken);
  });

  router.post('/events', async (request, response) => {
    const credentials = await authenticate(request);
    const body: PushedEvents = request.body;
    const taken = await audited(
      auditor,
      {
        eventId: 'push-events',
        severityLevel: 'low',
        request,
        meta: { by: subjectOf(credentials), events: body.items.length },
      },
      async () => desk.takeEvents(body, desk.pusher(credentials)),
    );
    response.json(taken);
  });
}
