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
import { authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { PushSource } from '../../config';
import { ChangedFacts, FactStore } from '../../store/FactStore';
import { RouteServices } from '../RouteServices';
import { workloadRefOf } from '../inputs';
import { refInPath } from '../scorecards/scorecardRoutes';
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
    const timed = await facts.timed(refInPath(request.params));
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
    const event = await auditor.createEvent({
      eventId: 'push-facts',
      severityLevel: 'low',
      request,
      meta: { source: push.source, items: push.items.length },
    });
    try {
      const { accepted, changed } = await desk.take(push, credentials);
      await options.evaluate(changed);
      await event.success({ meta: { ...accepted } });
      response.json(accepted);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  router.post('/refresh', async (request, response) => {
    await authorize(request, maturityRefreshPermission, options);
    const refs: string[] = request.body.workloadRefs;
    const workloadRefs = refs.map((ref, index) =>
      workloadRefOf(ref, `workloadRefs[${index}]`),
    );
    const event = await auditor.createEvent({
      eventId: 'refresh',
      severityLevel: 'low',
      request,
      meta: { workloads: workloadRefs },
    });
    try {
      await options.refresh(workloadRefs);
      await event.success();
      response.json({ workloads: workloadRefs.length });
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });
}
