import { WorkloadGraph, WorkloadNode } from '../graph/model';
import {
  AlertSettings,
  AggregationSettings,
  Criticality,
  EscalationStep,
  HealthModel,
  HealthObjective,
  NodeSettings,
} from './healthModel';
import { defaultImpact } from './impacts';
import { Impact } from './model';
import { DEFAULT_MAPPING } from './signalMapping';
import { isStampNode, servingStamps } from './stampNodes';
import { isUserFlow } from './userFlows';

/**
 * An outage is told after a minute, as long as a probe needs to be sure; less
 * after five and fifteen. Silence for a day is taken for a probe that is gone.
 */
export const DEFAULT_ALERTS: AlertSettings = {
  openAfter: { Sev1: 60, Sev2: 300, Sev3: 900 },
  closeAfter: 600,
  flapWithin: 3_600,
  closeAfterAtMost: 14_400,
  closeWithoutData: 86_400,
};

/** Share of the time that a workload shall be healthy where its model sets none. */
export const DEFAULT_OBJECTIVE: HealthObjective = { percent: 99.9, days: 28 };

/** Stamps stand in for each other: losing one degrades the workload. */
export const DEFAULT_STAMPS: AggregationSettings = {
  aggregation: { kind: 'redundant' },
};

/** Minutes between two contacts of an escalation path that says none. */
const ESCALATION_MINUTES = 15;

/** A model that says nothing: everything is as by default. */
export function emptyHealthModel(): HealthModel {
  return {
    signals: [],
    mapping: [],
    nodes: [],
    stamps: {},
    userFlows: [],
    maintenance: [],
    escalation: [],
    alerts: DEFAULT_ALERTS,
  };
}

/**
 * The model that holds for a workload without one of its own, written out: each
 * part with its impact by annotation or type and with its criticality, tolerant
 * stamps, maturity as posture, and the escalation path of its annotation.
 */
export function defaultHealthModel(graph: WorkloadGraph): HealthModel {
  return completeHealthModel(graph, emptyHealthModel());
}

/** A model with everything that it leaves open written out as it holds for a graph. */
export function completeHealthModel(
  graph: WorkloadGraph,
  model: HealthModel,
): HealthModel {
  const settings = new Map(model.nodes.map(each => [each.ref, each]));
  const serving = new Set(servingStamps(graph).map(each => each.entityRef));
  const root = graph.nodes.find(each => each.entityRef === graph.workloadRef);
  const entities = graph.nodes.filter(node => !isUserFlow(node));
  const known = new Set(entities.map(({ entityRef }) => entityRef));
  return {
    ...model,
    mapping: [
      ...model.mapping,
      ...DEFAULT_MAPPING.filter(
        each => !model.mapping.some(({ signal }) => signal === each.signal),
      ),
    ],
    nodes: [
      ...entities.map((node): NodeSettings => {
        const declared = settings.get(node.entityRef);
        return {
          ...declared,
          ref: node.entityRef,
          impact: impactOf(node, declared),
          criticality:
            declared?.criticality ?? defaultCriticality(node, graph, serving),
          alerts: declared?.alerts ?? true,
        };
      }),
      ...model.nodes.filter(({ ref }) => !known.has(ref)),
    ],
    stamps: { ...DEFAULT_STAMPS, ...model.stamps },
    objective: model.objective ?? DEFAULT_OBJECTIVE,
    escalation:
      model.escalation.length > 0
        ? model.escalation
        : escalationOf(root?.escalation),
  };
}

/** How a node counts: as the model says, else its annotation, else its type. */
export function impactOf(
  node: WorkloadNode,
  settings: NodeSettings | undefined,
): Impact {
  if (settings?.impact) return settings.impact;
  if (node.impact) return node.impact;
  return node.kind === 'Resource' && !isStampNode(node)
    ? defaultImpact(node.type)
    : 'standard';
}

/**
 * How much a node matters where nobody says: the workload is all that its users
 * have; a user flow says so itself; parts of stamps that carry no traffic hurt
 * nobody now.
 */
export function defaultCriticality(
  node: WorkloadNode,
  graph: WorkloadGraph,
  serving: Set<string>,
): Criticality {
  if (node.entityRef === graph.workloadRef) return 'critical';
  if (isUserFlow(node)) return node.type as Criticality;
  return node.stampRef && !serving.has(node.stampRef) ? 'low' : 'medium';
}

/** An escalation path as the annotation writes it: contacts in order, separated by commas. */
export function escalationOf(text: string | undefined): EscalationStep[] {
  return (text ?? '')
    .split(',')
    .map(contact => contact.trim())
    .filter(contact => contact !== '')
    .map((contact, place) => ({
      contact,
      afterMinutes: place * ESCALATION_MINUTES,
    }));
}
