import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { isRef, isRefWithKind } from '@plumbline/plugin-workload-common';

/** Owner of an entity that names none: the catalog takes none without. */
const NO_OWNER = 'unknown';

/**
 * The entity without the fields for which the catalog's own kinds would reject
 * it as a whole. A new entity with such a field would never appear, and so
 * would not show its owner what is wrong with it.
 */
export function setAsideInvalidFields(entity: Entity): Entity {
  const spec: JsonObject = { ...entity.spec };
  if (!isRef(spec.owner)) spec.owner = NO_OWNER;
  for (const field of ['system', 'domain']) {
    if (spec[field] !== undefined && !isRef(spec[field])) delete spec[field];
  }
  for (const field of ['dependsOn', 'dependencyOf']) {
    const value = spec[field];
    if (value === undefined) continue;
    if (Array.isArray(value)) spec[field] = value.filter(isRefWithKind);
    else delete spec[field];
  }
  return { ...entity, spec };
}
