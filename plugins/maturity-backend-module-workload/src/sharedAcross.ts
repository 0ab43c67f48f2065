import { stringifyEntityRef } from '@backstage/catalog-model';
import { ANNOTATIONS, buildGraph } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';

/**
 * Refs, sorted, of the resources that are not marked as global but that more
 * than one of the stamps depends on, directly or through its other resources.
 * What a global resource needs is its own affair and not followed.
 */
export function sharedAcross(
  stampRefs: string[],
  entities: WorkloadEntities,
): string[] {
  const regional = new Set(
    entities.resources
      .filter(
        ({ metadata }) =>
          metadata.annotations?.[ANNOTATIONS.scope] !== 'global',
      )
      .map(resource => stringifyEntityRef(resource)),
  );
  const needs = new Map<string, string[]>();
  for (const { kind, sourceRef, targetRef } of buildGraph(entities).edges) {
    if (kind !== 'depends-on' || !regional.has(targetRef)) continue;
    const targets = needs.get(sourceRef) ?? [];
    targets.push(targetRef);
    needs.set(sourceRef, targets);
  }
  const users = new Map<string, number>();
  for (const stampRef of stampRefs) {
    // Grows while it is walked.
    const reached = new Set(needs.get(stampRef) ?? []);
    for (const ref of reached) {
      users.set(ref, (users.get(ref) ?? 0) + 1);
      needs.get(ref)?.forEach(next => reached.add(next));
    }
  }
  return [...users]
    .filter(([, count]) => count > 1)
    .map(([ref]) => ref)
    .sort();
}
