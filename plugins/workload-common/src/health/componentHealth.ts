import { HealthState } from '../summary';
import { aggregate, applyImpact, healthRank, worstOf } from './aggregate';
import { Aggregation, HealthCause, HealthSignal, NodeHealth } from './model';
import { ModelStructure } from './structure';

/** What reaches a component from a node that one of its members depends on. */
export interface Contribution {
  member: string;
  target: string;
  /** With the target's impact applied. */
  state: HealthState;
}

/** All that decides the state of a component. */
export interface ComponentHealth {
  members: string[];
  own: { member: string; signal: HealthSignal }[];
  /** Absent without own signals. */
  ownState?: HealthState;
  /** Sorted as members and their dependencies are; a target appears once for each member that needs it. */
  below: Contribution[];
  /** Absent when nothing contributes, or when what does has no data and is left out. */
  belowState?: HealthState;
  aggregation: Aggregation;
  state: HealthState;
}

/** What {@link judgeComponent} reads of the rest of the model. */
export interface ModelState {
  structure: ModelStructure;
  signalsOf(ref: string): HealthSignal[];
  /** State of a node below, already decided. */
  healthOf(ref: string): NodeHealth;
}

/** The state of one component, and from what. */
export function judgeComponent(
  members: string[],
  model: ModelState,
): ComponentHealth {
  const { byRef, dependencies, componentOf } = model.structure;
  const place = componentOf.get(members[0]);
  const below = members.flatMap(member =>
    dependencies.get(member)!.flatMap((target): Contribution[] => {
      if (componentOf.get(target) === place) return [];
      const state = applyImpact(
        model.healthOf(target).state,
        byRef.get(target)!.impact,
      );
      return state ? [{ member, target, state }] : [];
    }),
  );
  const own = members.flatMap(member =>
    model.signalsOf(member).map(signal => ({ member, signal })),
  );
  const ignoreUnknown = members.every(
    member => byRef.get(member)!.ignoreUnknown ?? true,
  );
  const aggregation: Aggregation = (members.length === 1
    ? byRef.get(members[0])!.aggregation
    : undefined) ?? { kind: 'worstOf' };
  const ownState =
    own.length > 0 ? worstOf(own.map(({ signal }) => signal.state)) : undefined;
  const together = aggregate(
    oncePerTarget(below).map(({ state }) => state),
    aggregation,
    ignoreUnknown,
  );
  const belowState =
    together === 'unknown' && ignoreUnknown && ownState !== undefined
      ? undefined
      : together;
  const known = [ownState, belowState].filter(state => state !== undefined);
  return {
    members,
    own,
    ownState,
    below,
    belowState,
    aggregation,
    state: worstOf(known),
  };
}

/** The health of every member of a component. */
export function componentHealth(
  members: string[],
  model: ModelState,
): NodeHealth[] {
  const judged = judgeComponent(members, model);
  const root = rootOf(judged, model);
  return members.map(member => ({
    ref: member,
    ownState: worstOf(model.signalsOf(member).map(signal => signal.state)),
    state: judged.state,
    cause: root && {
      ...root.cause,
      path: [
        ...pathWithin(member, root, judged, model.structure),
        ...root.cause.path,
      ],
    },
  }));
}

interface Root {
  member: string;
  cause: HealthCause;
}

/** The signal that explains the state best, and the member by which it came in. */
function rootOf(
  { state, own, ownState, below }: ComponentHealth,
  model: ModelState,
): Root | undefined {
  if (state === 'healthy') return undefined;
  if (ownState === state) {
    const [{ member, signal }] = own.sort(
      (a, b) =>
        healthRank(b.signal.state) - healthRank(a.signal.state) ||
        compare(a.member, b.member) ||
        compareSignals(a.signal, b.signal),
    );
    return { member, cause: causeOf(member, signal, [member]) };
  }
  const worst = below
    .filter(each => each.state !== 'healthy')
    .sort(
      (a, b) =>
        healthRank(b.state) - healthRank(a.state) ||
        compare(a.target, b.target) ||
        compare(a.member, b.member),
    )
    .find(each => model.healthOf(each.target).cause);
  if (!worst) return undefined;
  return { member: worst.member, cause: model.healthOf(worst.target).cause! };
}

/** Shortest way inside the circle, its last node left out where the cause names it itself. */
function pathWithin(
  from: string,
  root: Root,
  { members }: ComponentHealth,
  { dependencies }: ModelStructure,
): string[] {
  const inside = new Set(members);
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  const queue = [from];
  for (const ref of queue) {
    if (ref === root.member) break;
    for (const next of dependencies.get(ref)!) {
      if (inside.has(next) && !cameFrom.has(next)) {
        cameFrom.set(next, ref);
        queue.push(next);
      }
    }
  }
  const path: string[] = [];
  for (
    let ref: string | undefined = root.member;
    ref;
    ref = cameFrom.get(ref)
  ) {
    path.unshift(ref);
  }
  return root.cause.path[0] === root.member ? path.slice(0, -1) : path;
}

/** A signal as the cause of the health of the node that begins a path. */
export function causeOf(
  entityRef: string,
  signal: HealthSignal,
  path: string[],
): HealthCause {
  return {
    entityRef,
    signalId: signal.id,
    state: signal.state,
    reason: signal.reason,
    observedAt: signal.observedAt,
    path,
  };
}

/** Members of a circle may depend on the same node; it counts once. */
function oncePerTarget(items: Contribution[]): Contribution[] {
  return [...new Map(items.map(item => [item.target, item])).values()];
}

function compareSignals(a: HealthSignal, b: HealthSignal): number {
  return compare(a.id, b.id) || compare(a.reason, b.reason);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
