import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { OPENSLO_ANNOTATION } from '@plumbline/plugin-slo-common';
import { isStamp, workloadRefOf } from '@plumbline/plugin-workload-common';
import { PlaceRules, placeBeside } from '@plumbline/plugin-workload-node';
import { DocumentPlace } from './CatalogDocumentStore';

/** A place, or why an entity's annotation leads to none. */
export type FoundPlace = DocumentPlace & { problem?: string };

/**
 * Where an entity's annotation leads: paths and URLs, separated by commas,
 * relative to where the entity itself is kept. None for an entity that belongs
 * to no workload, and for a stamp that is not built yet or no more: nothing
 * measures it.
 */
export function documentPlaces(
  entity: Entity,
  rules: PlaceRules,
): FoundPlace[] {
  const workloadRef = workloadRefOf(entity);
  const written = entity.metadata.annotations?.[OPENSLO_ANNOTATION];
  if (!workloadRef || !written || !isBuilt(entity)) return [];
  const entityRef = stringifyEntityRef(entity);
  const places = written
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
  return [...new Set(places)].map(each => {
    try {
      const place = placeBeside(entity, each, rules);
      return { place, entityRef, workloadRef };
    } catch {
      const problem = `'${each}' of the annotation ${OPENSLO_ANNOTATION} is no path or URL that may be followed from where ${entityRef} is kept`;
      return { place: each, entityRef, workloadRef, problem };
    }
  });
}

function isBuilt(entity: Entity): boolean {
  return (
    !isStamp(entity) || !['planned', 'retired'].includes(entity.spec.lifecycle)
  );
}
