import {
  ObjectiveDefinition,
  WorkloadAgreement,
  checkAgreements,
  compositeSla,
} from '@plumbline/plugin-slo-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { StoredEdit } from '../store/AgreementStore';
import { SlaTable } from './SlaTable';
import { hotPath } from './hotPath';

/** What a workload's dependencies allow it to promise, and which SLAs promise more. */
export function composeAgreement(options: {
  entities: WorkloadEntities;
  table: SlaTable;
  objectives: readonly ObjectiveDefinition[];
  edit?: StoredEdit;
  now: Date;
}): WorkloadAgreement {
  const { entities, table, objectives, edit, now } = options;
  const asOf = now.toISOString();
  const { path, offPath } = hotPath({
    entities,
    table,
    edit: edit?.edit,
    today: asOf.slice(0, 10),
  });
  const { allowed, arithmetic, unknown } = path
    ? compositeSla(path)
    : { allowed: null, arithmetic: [], unknown: [] };
  return {
    workloadRef: entities.workloadRef,
    path,
    allowed,
    arithmetic,
    unknown,
    excluded: edit?.edit.excluded ?? [],
    included: edit?.edit.included ?? [],
    overrides: edit?.edit.overrides ?? {},
    offPath,
    findings: checkAgreements(objectives, allowed),
    editedBy: edit?.editedBy,
    editedAt: edit?.editedAt,
    asOf,
  };
}

/** What is said of a workload that the catalog has not told of yet. */
export function emptyAgreement(
  workloadRef: string,
  now: Date,
): WorkloadAgreement {
  return {
    workloadRef,
    path: null,
    allowed: null,
    arithmetic: [],
    unknown: [],
    excluded: [],
    included: [],
    overrides: {},
    offPath: [],
    findings: [],
    asOf: now.toISOString(),
  };
}

/** Full refs of everything that a workload depends on, on the path or off it. */
export function dependenciesOf({
  path,
  offPath = [],
}: WorkloadAgreement): Set<string> {
  const refs = new Set(offPath.map(({ entityRef }) => entityRef));
  const nodes = path ? [path] : [];
  for (const node of nodes) {
    if (node.kind === 'dependency') refs.add(node.entityRef);
    else nodes.push(...node.children);
  }
  return refs;
}
