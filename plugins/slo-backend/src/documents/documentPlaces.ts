import { dirname, resolve } from 'node:path';
import { isChildPath } from '@backstage/backend-plugin-api';
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

/** What places are followed by. */
export interface PlaceRules {
  integrations: ScmIntegrations;
  /**
   * Absolute paths of folders whose files entities may lead to. Where an entity
   * says that it is kept is its author's word, so without these none are read.
   */
  directories: string[];
}

/**
 * Where an entity's annotation leads: paths and URLs, separated by commas,
 * relative to where the entity itself is kept. None for an entity that belongs
 * to no workload.
 */
export function documentPlaces(
  entity: Entity,
  rules: PlaceRules,
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
      const place = placeOf(entity, each, rules);
      return { place, entityRef, workloadRef };
    } catch {
      const problem = `'${each}' of the annotation ${OPENSLO_ANNOTATION} is no path or URL that may be followed from where ${entityRef} is kept`;
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
  { integrations, directories }: PlaceRules,
): string {
  if (isUrl(written)) return new URL(written).toString();
  const { type, target } = getEntitySourceLocation(entity);
  if (type === 'url') {
    return integrations.resolveUrl({ url: written, base: target });
  }
  const path = resolve(dirname(target), written);
  if (type === 'file' && directories.some(each => isChildPath(each, path))) {
    return path;
  }
  throw new Error(`Not to be read: ${type} ${path}`);
}
