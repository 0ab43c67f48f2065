import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  parseEntityRef,
} from '@backstage/catalog-model';
import { WorkloadEntities } from './readWorkloads';

/** A workload with what lists are filtered by. */
export interface KnownWorkload {
  workloadRef: string;
  title: string;
  /** Full ref. */
  ownerRef?: string;
  /** Full ref. */
  domainRef?: string;
  lifecycle?: string;
  tier?: string;
}

/** What lists are filtered by, from a workload's entities. */
export function knownWorkload({
  workloadRef,
  workload,
  components,
}: WorkloadEntities): KnownWorkload {
  return {
    workloadRef,
    title: workload.metadata.title ?? workload.metadata.name,
    ownerRef: targetOf(workload, RELATION_OWNED_BY),
    domainRef: targetOf(workload, RELATION_PART_OF, 'domain'),
    lifecycle: lifecycleOf(workload, components),
    tier: wordOf(workload, 'tier'),
  };
}

/** The workload's own, else `production` when a component of it is, else the first of its components'. */
function lifecycleOf(workload: Entity, components: Entity[]) {
  const own = wordOf(workload, 'lifecycle');
  if (own) return own;
  const theirs = components
    .flatMap(component => wordOf(component, 'lifecycle') ?? [])
    .sort();
  return theirs.includes('production') ? 'production' : theirs[0];
}

function wordOf(entity: Entity, field: string): string | undefined {
  const value = entity.spec?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function targetOf(entity: Entity, type: string, kind?: string) {
  return entity.relations?.find(
    relation =>
      relation.type === type &&
      (!kind || parseEntityRef(relation.targetRef).kind === kind),
  )?.targetRef;
}
