import { Entity } from '@backstage/catalog-model';
import { ANNOTATIONS } from '@plumbline/plugin-workload-common';
import { ImportedEntity } from '../entities/composeEntities';
import { ChangedEntity, ReportedEntity } from './ImportReport';

/** What a mutation does to the catalog. */
export interface Comparison {
  added: ReportedEntity[];
  changed: ChangedEntity[];
  removed: ReportedEntity[];
  unchanged: number;
}

/** What the catalog adds by itself; the rest of an entity is the import's. */
const CATALOGS_OWN = /^backstage\.io\//;

/**
 * What is different between the entities that an import keeps in the catalog
 * and those that it would put there.
 *
 * @param before - by ref.
 */
export function compareEntities(
  before: ReadonlyMap<string, Entity>,
  after: readonly ImportedEntity[],
): Comparison {
  const comparison: Comparison = {
    added: [],
    changed: [],
    removed: [],
    unchanged: 0,
  };
  const kept = new Set<string>();
  for (const { entityRef, entity } of after) {
    kept.add(entityRef);
    const old = before.get(entityRef);
    if (!old) {
      comparison.added.push(reported(entityRef, entity));
      continue;
    }
    const fields = differences(old, entity);
    if (fields.length === 0) comparison.unchanged++;
    else comparison.changed.push({ ...reported(entityRef, entity), fields });
  }
  for (const [entityRef, entity] of before) {
    if (!kept.has(entityRef)) {
      comparison.removed.push(reported(entityRef, entity));
    }
  }
  return comparison;
}

function reported(entityRef: string, entity: Entity): ReportedEntity {
  return {
    entityRef,
    resourceId:
      entity.metadata.annotations?.[ANNOTATIONS.azureResourceId] ?? '',
    type: String(entity.spec?.type ?? ''),
  };
}

function differences(before: Entity, after: Entity): ChangedEntity['fields'] {
  const [old, now] = [before, after].map(fieldsOf);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter(field => old.get(field) !== now.get(field))
    .map(field => ({ field, from: old.get(field), to: now.get(field) }));
}

/** The fields that an import writes, as text by their paths. */
function fieldsOf({ metadata, spec = {} }: Entity): Map<string, string> {
  const { title, description, annotations = {}, labels = {}, links } = metadata;
  const fields: Record<string, unknown> = {
    'metadata.title': title,
    'metadata.description': description,
    'metadata.links': links,
  };
  for (const [name, value] of Object.entries(annotations)) {
    if (!CATALOGS_OWN.test(name))
      fields[`metadata.annotations.${name}`] = value;
  }
  for (const [name, value] of Object.entries(labels)) {
    fields[`metadata.labels.${name}`] = value;
  }
  for (const [name, value] of Object.entries(spec)) {
    fields[`spec.${name}`] = value;
  }
  return new Map(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [
        field,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
  );
}
