import { HealthModelPreview } from '../api/healthModel';
import { WorkloadGraph } from '../graph/model';
import { NodeSignal } from '../summary';
import { emptyHealthModel } from './defaultHealthModel';
import { diffHealth } from './diffHealth';
import { HealthModel } from './healthModel';
import { healthModelFindings } from './healthModelFindings';
import { parseHealthModel } from './parseHealthModel';
import { WorkloadRollUp } from './WorkloadRollUp';

/**
 * What a text would change of a workload if it were its health model: the parts
 * that would be in another state, come or go. Pure.
 *
 * @param signalsOf - the signals as a model judges them.
 * @param current - the model that is in force.
 * @param text - empty: all as by default.
 */
export function previewHealthModel({
  graph,
  signalsOf,
  current,
  text,
}: {
  graph: WorkloadGraph;
  signalsOf: (model: HealthModel) => NodeSignal[];
  current: HealthModel;
  text: string;
}): HealthModelPreview {
  const { model, problems } =
    text.trim() === ''
      ? { model: emptyHealthModel(), problems: undefined }
      : parseHealthModel(text);
  if (problems) return { problems, findings: [], changes: [] };
  const before = new WorkloadRollUp(graph, signalsOf(current), current);
  const after = new WorkloadRollUp(graph, signalsOf(model), model);
  const titles = new Map(
    [...before.graph.nodes, ...after.graph.nodes].map(node => [
      node.entityRef,
      node.title,
    ]),
  );
  const changes = diffHealth(before.health.nodes, after.health.nodes)
    .filter(({ from, to }) => from !== to)
    .map(({ ref, from, to, cause }) => ({
      entityRef: ref,
      title: titles.get(ref)!,
      from,
      to,
      reason:
        cause &&
        (cause.entityRef === ref
          ? cause.reason
          : `${titles.get(cause.entityRef)}: ${cause.reason}`),
    }));
  return {
    problems: [],
    findings: healthModelFindings(after.graph, model),
    changes,
  };
}
