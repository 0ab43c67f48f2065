import type { StampPlan } from '@plumbline/plugin-stamp-common';

/** Where a resource is in Azure. */
export interface AzureReference {
  /** Absent: that of who deploys. */
  subscriptionId?: string;
  resourceGroup: string;
  name: string;
}

/** What the catalog calls the resource, and what Azure does. */
const KINDS = {
  profiles: { type: 'front-door', azure: 'microsoft.cdn/profiles' },
  registries: {
    type: 'container-registry',
    azure: 'microsoft.containerregistry/registries',
  },
} as const;

/** The first global resource of that kind whose place in Azure is known. */
export function findGlobal(
  { globalResources }: Pick<StampPlan, 'globalResources'>,
  kind: keyof typeof KINDS,
): AzureReference | undefined {
  const { type, azure } = KINDS[kind];
  return globalResources
    .filter(resource => resource.type === type)
    .map(({ azureId, azureName, resourceGroup }) =>
      azureName && resourceGroup
        ? parseAzureId(azureId ?? '', azure) ?? {
            resourceGroup,
            name: azureName,
          }
        : parseAzureId(azureId ?? '', azure),
    )
    .find(reference => reference !== undefined);
}

/** Of `/subscriptions/<id>/resourceGroups/<group>/providers/<type>/<name>`, where it is of that type. */
function parseAzureId(id: string, type: string): AzureReference | undefined {
  const [, subscriptionId, resourceGroup, actualType, name] =
    /^\/subscriptions\/([0-9a-f-]{36})\/resourceGroups\/([\w.()-]{1,90})\/providers\/([a-z.]+\/[a-z]+)\/([\w.-]{1,260})$/i.exec(
      id,
    ) ?? [];
  if (actualType?.toLocaleLowerCase('en-US') !== type) return undefined;
  return { subscriptionId, resourceGroup, name };
}
