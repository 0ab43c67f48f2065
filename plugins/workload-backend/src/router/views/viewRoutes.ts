import { NotAllowedError } from '@backstage/errors';
import {
  SavedView,
  SavedViewInput,
  SavedViewList,
  workloadManagePermission,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  audited,
  authorizeAndAsk,
  subjectOf,
} from '@plumbline/plugin-workload-node';
import { Request, Router } from 'express';
import { ViewStore, Viewer, noView } from '../../store/ViewStore';

/** Adds the routes of saved views. */
export function addViewRoutes(
  router: Router,
  options: RouteServices & { views: ViewStore },
) {
  const { auditor, views } = options;

  const viewerOf = async (request: Request<any>): Promise<Viewer> => {
    const { credentials, granted } = await authorizeAndAsk(
      request,
      workloadReadPermission,
      [workloadManagePermission],
      options,
    );
    return { ref: subjectOf(credentials), manages: granted[0] };
  };

  router.get('/views', async (request, response) => {
    const viewer = await viewerOf(request);
    const answer: SavedViewList = { items: await views.list(viewer) };
    response.json(answer);
  });

  router.post('/views', async (request, response) => {
    const viewer = await viewerOf(request);
    const input = inputOf(request.body, viewer);
    const view = await audited(
      auditor,
      { eventId: 'view-create', request, meta: { ...input } },
      () => views.add(input, viewer, new Date().toISOString()),
      ({ id }) => ({ id }),
    );
    response.status(201).json(view);
  });

  router.put('/views/:id', async (request, response) => {
    const viewer = await viewerOf(request);
    const { id } = request.params;
    changeable(await views.get(id, viewer));
    const input = inputOf(request.body, viewer);
    const view = await audited(
      auditor,
      { eventId: 'view-change', request, meta: { id, ...input } },
      () => views.change(id, input, viewer, new Date().toISOString()),
    );
    response.json(view);
  });

  router.delete('/views/:id', async (request, response) => {
    const viewer = await viewerOf(request);
    const { id } = request.params;
    changeable(await views.get(id, viewer));
    await audited(
      auditor,
      { eventId: 'view-delete', request, meta: { id } },
      () => views.remove(id),
    );
    response.status(204).end();
  });
}

/** @throws NotAllowedError when it shall be shared and the caller may not share. */
function inputOf(body: SavedViewInput, viewer: Viewer): SavedViewInput {
  if (body.shared && !viewer.manages) {
    throw new NotAllowedError(
      `To share a view with everyone needs the permission '${workloadManagePermission.name}'`,
    );
  }
  return { ...body, name: body.name.trim() };
}

/** @throws NotFoundError or NotAllowedError. */
function changeable(view: SavedView | undefined) {
  if (!view) throw noView();
  if (!view.mine) {
    throw new NotAllowedError(
      `'${view.name}' is shared by ${view.ownerRef}; save a view of your own instead`,
    );
  }
}
