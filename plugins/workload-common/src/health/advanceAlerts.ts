import { WorkloadGraph } from '../graph/model';
import {
  AlertBoard,
  AlertEvent,
  AlertStanding,
  AlertSuppression,
} from './alertBoard';
import { AlertReading, alertOfNode, nextLook } from './alertOfNode';
import { defaultCriticality } from './defaultHealthModel';
import { Criticality, HealthModel } from './healthModel';
import { maintenanceAt } from './maintenance';
import { HealthCause } from './model';
import { isAsGrave, severityOf } from './severity';
import { servingStamps } from './stampNodes';
import { WorkloadRollUp } from './WorkloadRollUp';

/** How often maintenance that keeps an alert quiet is looked at, in milliseconds. */
const MAINTENANCE_LOOK = 60_000;

/** What a look at a workload's alerts gives. */
export interface AlertLook {
  board: AlertBoard;
  /** In the order in which nodes stand above each other, the workload first. */
  events: AlertEvent[];
  /** ISO 8601, when to look again although nothing changes; absent when that says nothing new. */
  nextAt?: string;
}

/**
 * Alerts on the health of a workload's nodes, not on signals; pure. Each node has
 * a state machine, see {@link alertOfNode}. It is kept quiet
 *
 * - in maintenance of the node, or when every cause of its illness lies in or
 *   behind a node in maintenance;
 * - below a node that has an alert, pending or open, at least as grave: that
 *   alert tells of it. Nodes that pass nothing up (suppressed) are below none.
 *
 * An alert of a node that is gone, or that shall raise none any more, is closed.
 *
 * Looking twice at the same moment tells nothing twice; a look at a moment
 * before the last one changes nothing.
 *
 * @param before - as it was returned last; absent at first.
 * @param at - epoch milliseconds.
 */
export function advanceAlerts(
  before: AlertBoard | undefined,
  rollUp: WorkloadRollUp,
  model: HealthModel,
  at: number,
): AlertLook {
  if (before && at < Date.parse(before.at)) {
    return { board: before, events: [] };
  }
  const remembered = new Map(
    (before?.standings ?? []).map(each => [each.ref, each]),
  );
  const settings = new Map(model.nodes.map(each => [each.ref, each]));
  const criticalityOf = criticalities(rollUp.graph, model);
  const { structure } = rollUp.rollUp;
  const { nodes } = rollUp.health;
  const covers = new Map<number, AlertStanding>();
  const standings: AlertStanding[] = [];
  const events: AlertEvent[] = [];
  let next = Infinity;

  for (let place = structure.components.length - 1; place >= 0; place--) {
    let cover = covers.get(place);
    for (const ref of structure.components[place]) {
      const health = nodes.get(ref);
      if (!health || settings.get(ref)?.alerts === false) continue;
      const causes = lazily(() => rollUp.explain(ref).causes);
      const severity = severityOf(health.state, criticalityOf(ref));
      const reading: AlertReading = {
        ref,
        seen: severity ?? (health.state === 'unknown' ? 'unknown' : 'quiet'),
        causes,
      };
      if (severity) {
        reading.suppressed =
          maintenanceOfNode(ref, causes) ??
          (cover && isAsGrave(cover.severity, severity)
            ? { by: 'above', id: cover.ref }
            : undefined);
      }
      const { standing, events: told } = alertOfNode(
        remembered.get(ref),
        reading,
        at,
        model.alerts,
      );
      events.push(...told);
      if (!standing) continue;
      standings.push(standing);
      next = Math.min(next, nextLook(standing, at, model.alerts) ?? Infinity);
      if (standing.suppressed?.by === 'maintenance') {
        next = Math.min(next, at + MAINTENANCE_LOOK);
      }
      if (standing.state !== 'closed') cover = graver(cover, standing);
    }
    if (!cover) continue;
    for (const member of structure.components[place]) {
      for (const target of structure.dependencies.get(member)!) {
        if (structure.byRef.get(target)!.impact === 'suppressed') continue;
        const below = structure.componentOf.get(target)!;
        if (below !== place)
          covers.set(below, graver(covers.get(below), cover));
      }
    }
  }
  events.push(...closedWith(remembered.values(), standings, at));
  return {
    board: {
      at: new Date(at).toISOString(),
      standings: standings.sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    },
    events,
    nextAt: next < Infinity ? new Date(next).toISOString() : undefined,
  };

  function maintenanceOfNode(
    ref: string,
    causes: () => HealthCause[],
  ): AlertSuppression | undefined {
    if (model.maintenance.length === 0) return undefined;
    const window = maintenanceAt(model.maintenance, at, ref);
    if (window) return { by: 'maintenance', id: window.id };
    const windows = causes().map(({ path }) =>
      path
        .map(each => maintenanceAt(model.maintenance, at, each))
        .find(each => each !== undefined),
    );
    return windows.length > 0 && windows.every(each => each !== undefined)
      ? { by: 'maintenance', id: windows[0]!.id }
      : undefined;
  }
}

/** Open alerts that nothing is looked at for any more. */
function closedWith(
  remembered: Iterable<AlertStanding>,
  standings: AlertStanding[],
  at: number,
): AlertEvent[] {
  const left = new Set(standings.map(({ ref }) => ref));
  return [...remembered]
    .filter(({ ref, state }) => state === 'open' && !left.has(ref))
    .map(({ ref, openedAt, severity, causes }) => ({
      ref,
      openedAt: openedAt!,
      kind: 'closed',
      severity,
      at: new Date(at).toISOString(),
      causes,
    }));
}

/** How much each node matters: as the model says, else by default. */
function criticalities(
  graph: WorkloadGraph,
  model: HealthModel,
): (ref: string) => Criticality {
  const declared = new Map(
    model.nodes.map(({ ref, criticality }) => [ref, criticality]),
  );
  const serving = new Set(servingStamps(graph).map(each => each.entityRef));
  const nodes = new Map(graph.nodes.map(each => [each.entityRef, each]));
  return ref =>
    declared.get(ref) ?? defaultCriticality(nodes.get(ref)!, graph, serving);
}

/** The graver of two; the first when they are equally so. */
function graver(a: AlertStanding | undefined, b: AlertStanding): AlertStanding {
  return a && isAsGrave(a.severity, b.severity) ? a : b;
}

function lazily<T>(read: () => T): () => T {
  let value: { of: T } | undefined;
  return () => {
    value ??= { of: read() };
    return value.of;
  };
}
