const SUBSCRIPTION =
  '/subscriptions/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NAME = '[\\w().-]*[\\w()-]';
const PROVIDER = `/providers/${NAME}(?:/${NAME}/${NAME})+`;

const RESOURCE = new RegExp(
  `^${SUBSCRIPTION}(?:/resourceGroups/${NAME})?(?:${PROVIDER})+$`,
  'i',
);

/** A subscription, resource group or resource, in lower case. */
export const RESOURCE_SCOPE = new RegExp(
  `^${SUBSCRIPTION}(?:/resourcegroups/${NAME}(?:${PROVIDER})*)?$`,
  'i',
);

/**
 * A resource ID as Azure writes it, without a slash at the end; nothing when it is none.
 * Names of one kind may differ in case between Azure's own answers: compare without it.
 */
export function normalizeResourceId(id: string): string | undefined {
  const trimmed = id.trim().replace(/\/+$/, '');
  if (!RESOURCE.test(trimmed)) return undefined;
  return trimmed.replace(/^\/subscriptions\//i, '/subscriptions/');
}

/** Lower-case GUID of the subscription that a resource is in. */
export function subscriptionOf(resourceId: string): string {
  return resourceId.split('/')[2].toLowerCase();
}

/** Type of a resource, which is the namespace of its own metrics: `Microsoft.Storage/storageAccounts`. */
export function resourceTypeOf(resourceId: string): string {
  const [namespace, ...rest] = resourceId
    .slice(resourceId.toLowerCase().lastIndexOf('/providers/') + 11)
    .split('/');
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}

/** Whether a resource is one of the scopes or lies below one. */
export function isWithin(resourceId: string, scopes: string[]): boolean {
  const id = resourceId.toLowerCase();
  return scopes.some(scope => id === scope || id.startsWith(`${scope}/`));
}
