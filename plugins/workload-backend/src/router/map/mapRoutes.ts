import { workloadReadPermission } from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  authorize,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { MapStore } from '../../store/MapStore';
import { notFound } from '../notFound';

/** Adds the routes of service maps. */
export function addMapRoutes(
  router: Router,
  options: RouteServices & { maps: MapStore },
) {
  const { maps } = options;

  router.get('/workloads/:namespace/:name/map', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const workloadRef = workloadRefInPath(request.params);
    const map = await maps.now(workloadRef);
    if (!map) throw notFound(workloadRef);
    response.json(map);
  });
}
