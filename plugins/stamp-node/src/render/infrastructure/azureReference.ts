import type { StampPlan } from '@plumbline/plugin-stamp-common';

/** Where a resource is in Azure. */
export interface AzureReference {
  /** Absent: that of who deploys. */
  subscriptionId?: string;
  resourceGroup: string;
  name: string;
}

/** What of a plan says which global resources its stamp uses. */
type Uses = Pick<StampPlan, 'globalResources' | 'image'>;

/** The first Front Door whose place in Azure is known. */
export function frontDoorOf(plan: Uses): AzureReference | undefined {
  return placesOf(plan, 'front-door', 'microsoft.cdn/profiles')[0];
}

/** The registry that the image comes from, where it is one in Azure whose place is known. */
export function registryOf(plan: Uses): AzureReference | undefined {
  const host = registryHost(plan.image);
  return placesOf(
    plan,
    'container-registry',
    'microsoft.containerregistry/registries',
  ).find(
    ({ name }) => `${name.toLocaleLowerCase('en-US')}.azurecr.io` === host,
  );
}

/** Host of `<registry>/<repository>:<tag>`. */
export function registryHost(image: string): string {
  return image.slice(0, image.indexOf('/'));
}

/** Every global resource of a type of the catalog whose place in Azure is known, in the order of the plan. */
function placesOf(
  { globalResources }: Uses,
  type: string,
  azureType: string,
): AzureReference[] {
  return globalResources
    .filter(resource => resource.type === type)
    .flatMap(({ azureId, azureName: name, resourceGroup }) => {
      const byId = parseAzureId(azureId ?? '', azureType);
      if (byId) return [byId];
      return name && resourceGroup ? [{ resourceGroup, name }] : [];
    });
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
