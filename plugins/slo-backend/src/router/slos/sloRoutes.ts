import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotFoundError } from '@backstage/errors';
import {
  ObjectiveDefinition,
  SloGrouping,
  SloHistory,
  prometheusRules,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import { RouteServices, authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ObjectiveStore } from '../../store/ObjectiveStore';
import { SloGroupStore } from '../../store/SloGroupStore';
import { SloListStore } from '../../store/SloListStore';
import { StatusStore } from '../../store/StatusStore';
import { firstDay } from '../firstDay';
import { DEFAULT_HISTORY_DAYS } from '../schemas';
import { filterOf, orderOf, pagingOf } from './readSloQuery';
import { sloCsv } from './sloCsv';

/** Adds the routes of objectives across workloads, and of a single one. */
export function addSloRoutes(
  router: Router,
  options: RouteServices & {
    list: SloListStore;
    groups: SloGroupStore;
    objectives: ObjectiveStore;
    statuses: StatusStore;
  },
) {
  const { list, groups, objectives, statuses } = options;

  /** What is declared as an objective; of a composite its members, whose rules watch it. */
  async function declaredAs(id: string): Promise<ObjectiveDefinition[]> {
    const own = await objectives.named([id]);
    if (own.length > 0) return own;
    const { members = [] } = (await list.status(id)) ?? {};
    return objectives.named(members.map(member => member.id));
  }

  router.get('/slos', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { query } = request;
    response.json(
      await list.page(filterOf(query), orderOf(query), pagingOf(query)),
    );
  });

  router.get('/slos/groups', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { query } = request;
    const groupBy = query.groupBy as SloGrouping;
    response.json(await groups.page(filterOf(query), groupBy, pagingOf(query)));
  });

  router.get('/slos/counts', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    response.json(await list.counts(filterOf(request.query)));
  });

  router.get('/slos/csv', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { query } = request;
    const items = list.items(filterOf(query), orderOf(query));
    const day = new Date().toISOString().slice(0, 10);
    response.type('text/csv; charset=utf-8').attachment(`slos-${day}.csv`);
    // A failure on the way breaks the connection off: half a file is none.
    await pipeline(Readable.from(sloCsv(items)), response);
  });

  router.get('/slos/:id', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { id } = request.params;
    const status = await list.status(id);
    if (!status) throw new NotFoundError(`There is no SLO '${id}'`);
    response.json(status);
  });

  router.get('/slos/:id/history', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { id } = request.params;
    const days = Number(request.query.days ?? DEFAULT_HISTORY_DAYS);
    const points = await statuses.history(id, firstDay(days));
    if (!points) throw new NotFoundError(`There is no SLO '${id}'`);
    const answer: SloHistory = { id, points };
    response.json(answer);
  });

  router.get('/slos/:id/prometheus-rules', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { id } = request.params;
    const declared = await declaredAs(id);
    if (declared.length === 0) {
      throw new NotFoundError(`There is no SLO '${id}'`);
    }
    const { yaml, leftOut } = prometheusRules(declared);
    if (yaml === undefined) {
      throw new NotFoundError(
        `There are no Prometheus rules for '${id}'. ${leftOut[0].reason}`,
      );
    }
    response
      .type('application/yaml; charset=utf-8')
      .attachment(`${id}.rules.yaml`)
      .send(yaml);
  });
}
