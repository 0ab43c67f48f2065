import { InputError } from '@backstage/errors';
import { ASKED_PROPERTIES } from '../entities/links';

/** Subscriptions and resource groups. */
export const CONTAINERS = `resourcecontainers
| where type in~ ('microsoft.resources/subscriptions', 'microsoft.resources/subscriptions/resourcegroups')
| project id, name, type, subscriptionId, tags, managedBy
| order by id asc`;

/** Column of a property, and its path. */
export const PROPERTY_COLUMNS: readonly [column: string, path: string][] =
  ASKED_PROPERTIES.map((path, index) => [`p${index}`, path]);

/** Ordered by what is unique: pages of anything else overlap and leave out. */
const COLUMNS = `| project id, name, type, kind, location, resourceGroup, subscriptionId, tags, zones, sku = tostring(sku.name), identities = identity.userAssignedIdentities, ${PROPERTY_COLUMNS.map(
  ([column, path]) => `${column} = properties.${path}`,
).join(', ')}
| order by id asc`;

/** All resources of some types. */
export function resourcesOfTypes(types: readonly string[]): string {
  return `resources
| where type in~ (${list(types)})
${COLUMNS}`;
}

/** Those of some resources that are there. */
export function resourcesById(ids: readonly string[]): string {
  return `resources
| where id in~ (${list(ids)})
${COLUMNS}`;
}

function list(texts: readonly string[]): string {
  return texts.map(literal).join(', ');
}

function literal(text: string): string {
  if (/[\r\n]/.test(text)) {
    throw new InputError('A name of Azure has no line breaks');
  }
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}
