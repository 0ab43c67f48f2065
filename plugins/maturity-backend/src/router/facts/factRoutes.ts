import {
  FactPush,
  FactSourceSchema,
  FactSourceView,
  FactView,
  endOfFreshness,
  maturityPushPermission,
  maturityReadPermission,
  maturityRefreshPermission,
} from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  audited,
  authorize,
  workloadRefInPath,
  workloadRefOf,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { PushSource } from '../../config';
import { ChangedFacts, FactStore } from '../../store/FactStore';
import { FactDesk } from './FactDesk';

/** Adds the routes of facts: what is known, pushing, and looking again. */
export function addFactRoutes(
  router: Router,
  options: RouteServices & {
    desk: FactDesk;
    facts: FactStore;
    collected: FactSourceSchema[];
    pushed: PushSource[];
    /** Evaluates what changed facts decide. */
    evaluate: (changed: ChangedFacts) => Promise<void>;
    /** Asks all sources about workloads and evaluates them. */
    refresh: (workloadRefs: string[]) => Promise<void>;
  },
) {
  const { auditor, desk, facts, collected, pushed } = options;
  const schemas = [...collected, ...pushed.map(({ schema }) => schema)];

  router.get('/workloads/:namespace/:name/facts', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const timed = await facts.timed(workloadRefInPath(request.params));
    const now = Date.now();
    const items = schemas.flatMap(schema =>
      Object.entries(schema.facts).flatMap(([name, { title }]): FactView[] => {
        const fact = timed.get(`${schema.source}.${name}`);
        if (!fact) return [];
        const stale = endOfFreshness(fact.observedAt, schema) < now;
        return [{ name: `${schema.source}.${name}`, title, ...fact, stale }];
      }),
    );
    response.json({ items });
  });

  router.get('/facts/sources', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const outcomes = await facts.outcomes();
    const view =
      (kind: FactSourceView['kind']) => (schema: FactSourceSchema) => ({
        ...schema,
        kind,
        ...outcomes.get(schema.source),
      });
    const items: FactSourceView[] = [
      ...collected.map(view('collected')),
      ...pushed.map(({ schema }) => schema).map(view('pushed')),
    ].sort((a, b) => a.source.localeCompare(b.source));
    response.json({ items });
  });

  router.post('/facts', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityPushPermission,
      options,
    );
    const push: FactPush = request.body;
    const accepted = await audited(
      auditor,
      {
        eventId: 'push-facts',
        severityLevel: 'low',
        request,
        meta: { source: push.source, items: push.items.length },
      },
      async () => {
        const taken = await desk.take(push, credentials);
        await options.evaluate(taken.changed);
        return taken.accepted;
      },
      counts => ({ ...counts }),
    );
    response.json(accepted);
  });

  router.post('/refresh', async (request, response) => {
    await authorize(request, maturityRefreshPermission, options);
    const refs: string[] = request.body.workloadRefs;
    const workloadRefs = refs.map((ref, index) =>
      workloadRefOf(ref, `workloadRefs[${index}]`),
    );
    await audited(
      auditor,
      {
        eventId: 'refresh',
        severityLevel: 'low',
        request,
        meta: { workloads: workloadRefs },
      },
      () => options.refresh(workloadRefs),
    );
    response.json({ workloads: workloadRefs.length });
  });
}
