import { WorkloadGraph } from '../graph/model';
import { NodeSignal } from '../summary';
import { emptyHealthModel } from './defaultHealthModel';
import { HealthChange, diffHealth } from './diffHealth';
import { HealthExplanation, explainHealth } from './explainHealth';
import { HealthModel } from './healthModel';
import { healthNodes } from './healthNodes';
import { HealthRollUp } from './HealthRollUp';
import { HealthCause, NodeHealth } from './model';
import { mapSignals } from './signalMapping';
import { isStampNode } from './stampNodes';
import { withUserFlows } from './userFlows';

/** Health of a workload and of everything in it. */
export interface WorkloadHealth {
  workload: NodeHealth;
  /** Every node of the graph, the workload and its user flows included, by ref. */
  nodes: Map<string, NodeHealth>;
  /** The signals of each node, as they are shown; those of entities outside of the graph are the workload's. */
  signals: Map<string, NodeSignal[]>;
  /** Those of them that are rolled up, as they count for the node. */
  counted: Map<string, NodeSignal[]>;
}

/**
 * The health of one workload, kept up to date as signals change: what
 * `workloadHealth` says of the signals as they are now.
 */
export class WorkloadRollUp {
  /** With the user flows of the model. */
  readonly graph: WorkloadGraph;
  /** What is rolled up, nodes that stand for several stamps included. */
  readonly rollUp: HealthRollUp;
  readonly #model: HealthModel;
  readonly #shown: Map<string, NodeSignal[]>;
  readonly #counted: Map<string, NodeSignal[]>;
  readonly #stamps: Map<string, string[]>;
  #health: WorkloadHealth | undefined;

  constructor(
    graph: WorkloadGraph,
    signals: NodeSignal[],
    model: HealthModel = emptyHealthModel(),
  ) {
    this.graph = withUserFlows(graph, model);
    this.#model = model;
    const { shown, counted } = mapSignals(this.graph, signals, model);
    const listsOf = (lists: Map<string, NodeSignal[]>) =>
      new Map(
        this.graph.nodes.map(({ entityRef }) => [
          entityRef,
          lists.get(entityRef) ?? [],
        ]),
      );
    this.#shown = listsOf(shown);
    this.#counted = listsOf(counted);
    this.#stamps = partsOfStamps(this.graph);
    this.rollUp = new HealthRollUp(
      healthNodes(this.graph, ref => this.#counted.get(ref)!, model),
    );
  }

  get health(): WorkloadHealth {
    this.#health ??= this.#read();
    return this.#health;
  }

  /**
   * Replaces all signals of one entity.
   *
   * @returns what changed, worst first; see {@link diffHealth}.
   */
  put(entityRef: string, signals: NodeSignal[]): HealthChange[] {
    const before = this.health;
    const now = mapSignals(this.graph, signals, this.#model);
    const touched = new Set([
      ...now.shown.keys(),
      ...[...this.#shown]
        .filter(([, list]) => list.some(each => each.entityRef === entityRef))
        .map(([ref]) => ref),
    ]);
    const replace = (
      lists: Map<string, NodeSignal[]>,
      by: Map<string, NodeSignal[]>,
      ref: string,
    ) =>
      lists.set(ref, [
        ...lists.get(ref)!.filter(each => each.entityRef !== entityRef),
        ...(by.get(ref) ?? []),
      ]);
    for (const ref of touched) {
      replace(this.#shown, now.shown, ref);
      replace(this.#counted, now.counted, ref);
    }
    this.rollUp.putAll([...touched].map(ref => [ref, this.#counted.get(ref)!]));
    this.#health = undefined;
    return diffHealth(before.nodes, this.health.nodes);
  }

  /** Why a node of the graph is not healthy; see {@link explainHealth}. */
  explain(ref: string): HealthExplanation {
    const health = this.health.nodes.get(ref);
    const said = explainHealth(this.rollUp, ref);
    if (health?.state === 'unknown' && said.state === 'healthy') {
      return { ref, state: 'unknown', causes: [], silent: [[ref]] };
    }
    return {
      ...said,
      causes: said.causes.map(cause => this.#visible(cause)),
      silent: said.silent
        .map(path => path.filter(each => this.#shown.has(each)))
        .sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1)),
    };
  }

  #read(): WorkloadHealth {
    const nodes = new Map<string, NodeHealth>();
    for (const { entityRef } of this.graph.nodes) {
      const health = this.rollUp.results.get(entityRef)!;
      nodes.set(entityRef, {
        ...health,
        state:
          health.state === 'healthy' && this.#isSilentStamp(entityRef)
            ? 'unknown'
            : health.state,
        cause: health.cause && this.#visible(health.cause),
      });
    }
    return {
      workload: nodes.get(this.graph.workloadRef)!,
      nodes,
      signals: new Map(this.#shown),
      counted: new Map(this.#counted),
    };
  }

  /** Whether neither a stamp nor any of its parts has a signal. */
  #isSilentStamp(ref: string): boolean {
    const parts = this.#stamps.get(ref);
    return (
      parts !== undefined &&
      parts.every(part => this.#counted.get(part)!.length === 0)
    );
  }

  /** A cause without the nodes that stand for several stamps. */
  #visible(cause: HealthCause): HealthCause {
    return { ...cause, path: cause.path.filter(ref => this.#shown.has(ref)) };
  }
}

/** The parts of each stamp, itself included. */
function partsOfStamps(graph: WorkloadGraph): Map<string, string[]> {
  const parts = new Map<string, string[]>(
    graph.nodes.filter(isStampNode).map(({ entityRef }) => [entityRef, []]),
  );
  for (const { entityRef, stampRef } of graph.nodes) {
    if (stampRef) parts.get(stampRef)?.push(entityRef);
  }
  return parts;
}
