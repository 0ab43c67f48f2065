import { createHash } from 'node:crypto';
import { canonicalId } from '../azure/resourceId';

/** Of an entity's name, as the catalog allows. */
const MAX_LENGTH = 63;
const HASH_LENGTH = 8;

/**
 * Name of the entity of a resource: the resource's name and, after a hyphen,
 * eight digits that its id gives. It is a function of the id alone, so that no
 * entity is ever renamed because another resource came or went, not even in a
 * catalog that is filled anew; and resources of the same name in other groups,
 * subscriptions or types have other names.
 */
export function entityName(resource: { id: string; name: string }): string {
  const hash = createHash('sha256')
    .update(canonicalId(resource.id))
    .digest('hex')
    .slice(0, HASH_LENGTH);
  const readable = resource.name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH - HASH_LENGTH - 1)
    .replace(/^-+|-+$/g, '');
  return readable ? `${readable}-${hash}` : hash;
}
