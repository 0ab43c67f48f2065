import {
  AffectedAnswer,
  MapMoment,
  MapMoments,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  authorize,
  refOf,
  timeOf,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import { AffectedStore } from '../../store/AffectedStore';
import { HistoryStore } from '../../store/HistoryStore';
import { MapStore } from '../../store/MapStore';
import { RevisionStore } from '../../store/RevisionStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { pageOf, stretchOf } from '../inputs';
import { notFound } from '../notFound';
import { mapMoments } from './mapMoments';

const MOMENTS_MAX = 1_000;

/** Adds the routes of service maps and of what hangs on a part of them. */
export function addMapRoutes(
  router: Router,
  options: RouteServices & {
    affected: AffectedStore;
    history: HistoryStore;
    maps: MapStore;
    revisions: RevisionStore;
    workloads: WorkloadStore;
    now: () => Date;
  },
) {
  const { affected, history, maps, now, revisions, workloads } = options;

  router.get('/workloads/:namespace/:name/map', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const workloadRef = workloadRefInPath(request.params);
    const at = request.query.at && timeOf(String(request.query.at), 'at');
    const map = at
      ? await maps.at(workloadRef, at)
      : await maps.now(workloadRef);
    if (!map) {
      const keptSince = at && (await revisions.keptSince(workloadRef));
      if (!keptSince) throw notFound(workloadRef);
      throw new NotFoundError(
        at < keptSince
          ? `Of '${workloadRef}' nothing is kept from before ${keptSince}`
          : `'${workloadRef}' was not in the catalog at ${at}`,
      );
    }
    response.json(map);
  });

  router.get(
    '/workloads/:namespace/:name/map/moments',
    async (request, response) => {
      await authorize(request, workloadReadPermission, options);
      const workloadRef = workloadRefInPath(request.params);
      const stretch = stretchOf(request.query, now());
      const [known, states, shapes, keptSince] = await Promise.all([
        workloads.read([workloadRef]),
        history.moments(workloadRef, stretch, MOMENTS_MAX),
        revisions.moments(workloadRef, stretch, MOMENTS_MAX),
        revisions.keptSince(workloadRef),
      ]);
      if (!keptSince && !known.has(workloadRef)) throw notFound(workloadRef);
      const items: MapMoment[] = mapMoments(states, shapes, MOMENTS_MAX);
      const answer: MapMoments = { items, keptSince };
      response.json(answer);
    },
  );

  router.get('/affected', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const entityRef = refOf(String(request.query.entityRef), 'entityRef');
    const page = await affected.page(entityRef, pageOf(request.query));
    const answer: AffectedAnswer = { entityRef, ...page };
    response.json(answer);
  });
}
