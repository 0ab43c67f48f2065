import { dirname, relative, resolve } from 'node:path';
import { isChildPath } from '@backstage/backend-plugin-api';
import { Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';

/** What places that annotations name are followed by. */
export interface PlaceRules {
  integrations: ScmIntegrations;
  /**
   * Absolute paths of folders whose files entities may lead to. Where an entity
   * says that it is kept is its author's word, so without these none are read.
   */
  directories: string[];
}

/** Whether a place is read through the portal's URL reader. */
export function isUrl(place: string): boolean {
  return /^https?:\/\//.test(place);
}

/** A place as people know it: its URL, or its path without the way up to it. */
export function placeName(place: string): string {
  return isUrl(place)
    ? place
    : relative(process.cwd(), place).replace(/^(\.\.\/)+/, '');
}

/**
 * Where a path or URL of an annotation leads, from where the entity itself is
 * kept.
 *
 * @throws Error when it may not be followed.
 */
export function placeBeside(
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
