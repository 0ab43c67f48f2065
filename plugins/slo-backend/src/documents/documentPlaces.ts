import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  Entity,
  getEntitySourceLocation,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { OPENSLO_ANNOTATION } from '@plumbline/plugin-slo-common';
import { workloadRefOf } from '@plumbline/plugin-workload-common';
import { DocumentPlace } from './CatalogDocumentStore';

/** A place, or why an entity's annotation leads to none. */
export type FoundPlace = DocumentPlace & { problem?: string };

/**
 * Where an entity's annotation leads: paths and URLs, separated by commas,
 * relative to where the entity itself is kept. An entity of this machine's
 * files leads to nothing outside its own folder. None for an entity that
 * belongs to no workload.
 */
export function documentPlaces(
  entity: Entity,
  integrations: ScmIntegrations,
): FoundPlace[] {
  const workloadRef = workloadRefOf(entity);
  const written = entity.metadata.annotations?.[OPENSLO_ANNOTATION];
  if (!workloadRef || !written) return [];
  const entityRef = stringifyEntityRef(entity);
  const places = written
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
  return [...new Set(places)].map(each => {
    try {
      const place = placeOf(entity, each, integrations);
      return { place, entityRef, workloadRef };
    } catch {
      const problem = `'${each}' of the annotation ${OPENSLO_ANNOTATION} is no path or URL that can be followed from where ${entityRef} is kept`;
      return { place: each, entityRef, workloadRef, problem };
    }
  });
}

/** Whether a place is read through the portal's URL reader. */
export function isUrl(place: string): boolean {
  return /^https?:\/\//.test(place);
}

function placeOf(
  entity: Entity,
  written: string,
  integrations: ScmIntegrations,
): string {
  if (isUrl(written)) return new URL(written).toString();
  const { type, target } = getEntitySourceLocation(entity);
  if (type === 'file') return resolveSafeChildPath(dirname(target), written);
  if (type !== 'url') throw new Error(`Unknown type of location: ${type}`);
  return integrations.resolveUrl({ url: written, base: target });
}
