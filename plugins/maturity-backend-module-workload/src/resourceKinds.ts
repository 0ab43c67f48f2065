import { Entity } from '@backstage/catalog-model';
import { ANNOTATIONS } from '@plumbline/plugin-workload-common';

/** What of resources the facts tell apart. */
export type ResourceKind = 'virtual machine' | 'scale set' | 'key vault';

/** Last word of a resource's type: the plain ones of catalogs, and Azure's own. */
const KINDS: [ResourceKind, RegExp][] = [
  ['scale set', /(^|[/-])(vmss|scale-?sets?|virtual-?machine-?scale-?sets?)$/],
  ['virtual machine', /(^|[/-])(vms?|virtual-?machines?)$/],
  ['key vault', /(^|[/-])(key-?vaults?|microsoft\.keyvault\/vaults)$/],
];

/**
 * What a resource is, by its Azure resource id where it has one and by its
 * `spec.type` otherwise; `undefined` for what the facts do not tell apart.
 */
export function resourceKindOf(resource: Entity): ResourceKind | undefined {
  const type = (azureTypeOf(resource) ?? String(resource.spec?.type ?? ''))
    .trim()
    .toLocaleLowerCase('en-US');
  return KINDS.find(([, pattern]) => pattern.test(type))?.[0];
}

/** Such as `Microsoft.Compute/virtualMachines`, with the types above it for a nested resource. */
function azureTypeOf({ metadata }: Entity): string | undefined {
  const id = metadata.annotations?.[ANNOTATIONS.azureResourceId];
  const [, ofProvider] =
    /\/providers\/(?!.*\/providers\/)(.+)$/i.exec(id ?? '') ?? [];
  if (!ofProvider) return undefined;
  const [provider, ...path] = ofProvider.split('/');
  return [provider, ...path.filter((_, index) => index % 2 === 0)].join('/');
}
