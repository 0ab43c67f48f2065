import {
  CampaignInput,
  CampaignState,
  CampaignWorkloadPage,
  maturityCampaignPermission,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  audited,
  authorize,
} from '@plumbline/plugin-workload-node';
import { Request, Router } from 'express';
import { CampaignStore } from '../../store/CampaignStore';
import { CampaignDesk } from './CampaignDesk';

const PAGE = 50;

/** Adds the routes of campaigns. */
export function addCampaignRoutes(
  router: Router,
  options: RouteServices & { desk: CampaignDesk; store: CampaignStore },
) {
  const { auditor, desk, store } = options;

  /** A write as the auditor is told of it. */
  const written = <T>(
    request: Request,
    eventId: string,
    meta: Record<string, string>,
    write: () => Promise<T>,
  ) =>
    audited(
      auditor,
      { eventId, severityLevel: 'medium', request, meta },
      write,
    );

  router.get('/campaigns', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { state } = request.query as { state?: CampaignState[] };
    response.json({ items: await store.list(Date.now(), state) });
  });

  router.post('/campaigns', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityCampaignPermission,
      options,
    );
    const input: CampaignInput = request.body;
    const campaign = await written(
      request,
      'create-campaign',
      { title: input.title },
      () => desk.create(input, credentials),
    );
    response.json(campaign);
  });

  router.get('/campaigns/:id', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    response.json(await desk.find(request.params.id));
  });

  router.put('/campaigns/:id', async (request, response) => {
    await authorize(request, maturityCampaignPermission, options);
    const { id } = request.params;
    const campaign = await written(request, 'change-campaign', { id }, () =>
      desk.change(id, request.body as CampaignInput),
    );
    response.json(campaign);
  });

  router.post('/campaigns/:id/close', async (request, response) => {
    await authorize(request, maturityCampaignPermission, options);
    const { id } = request.params;
    const campaign = await written(request, 'close-campaign', { id }, () =>
      desk.close(id),
    );
    response.json(campaign);
  });

  router.delete('/campaigns/:id', async (request, response) => {
    await authorize(request, maturityCampaignPermission, options);
    const { id } = request.params;
    await written(request, 'delete-campaign', { id }, () => desk.remove(id));
    response.status(204).end();
  });

  router.get('/campaigns/:id/workloads', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { done, limit, offset } = request.query as unknown as {
      done?: boolean;
      limit?: number;
      offset?: number;
    };
    await desk.find(request.params.id);
    const page: CampaignWorkloadPage = await store.page(request.params.id, {
      done,
      limit: limit ?? PAGE,
      offset: offset ?? 0,
    });
    response.json(page);
  });
}
