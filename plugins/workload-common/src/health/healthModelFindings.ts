import { WorkloadGraph } from '../graph/model';
import { HealthModel } from './healthModel';
import { userFlowRef } from './userFlows';

/** Something that a model names and the workload does not have. */
export interface HealthModelFinding {
  /** Such as `spec.userFlows[0].dependsOn[1]`. */
  field: string;
  /** One sentence. */
  message: string;
}

/**
 * What of a model means nothing for a workload: it is left out of the roll-up
 * and said here. In the order of the model.
 */
export function healthModelFindings(
  graph: WorkloadGraph,
  model: HealthModel,
): HealthModelFinding[] {
  const known = new Set([
    ...graph.nodes.map(({ entityRef }) => entityRef),
    ...model.userFlows.map(({ id }) => userFlowRef(id)),
  ]);
  const named: [field: string, ref: string | undefined][] = [
    ...model.mapping.flatMap(({ node }, i): [string, string | undefined][] => [
      [`spec.mapping[${i}].node`, node],
    ]),
    ...model.nodes.map(({ ref }, i): [string, string] => [
      `spec.nodes[${i}].ref`,
      ref,
    ]),
    ...model.userFlows.flatMap(({ dependsOn }, i) =>
      dependsOn.map((ref, j): [string, string] => [
        `spec.userFlows[${i}].dependsOn[${j}]`,
        ref,
      ]),
    ),
    ...model.maintenance.flatMap(({ nodes = [] }, i) =>
      nodes.map((ref, j): [string, string] => [
        `spec.maintenance[${i}].nodes[${j}]`,
        ref,
      ]),
    ),
  ];
  const findings = named.flatMap(([field, ref]) =>
    ref === undefined || known.has(ref)
      ? []
      : [{ field, message: `The workload has no ${ref}` }],
  );
  const empty = model.userFlows.flatMap(({ dependsOn, signals, title }, i) =>
    dependsOn.length === 0 && signals.length === 0
      ? [
          {
            field: `spec.userFlows[${i}]`,
            message: `${title} depends on nothing and has no signal, so it stays unknown`,
          },
        ]
      : [],
  );
  return [...findings, ...empty];
}
