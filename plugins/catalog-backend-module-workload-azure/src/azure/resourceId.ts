/** The same for every way to write a resource id. */
export function canonicalId(id: string): string {
  return id.trim().replace(/\/+$/, '').toLocaleLowerCase('en-US');
}

/** Id of the resource group that a resource is in, canonical; of any other id nothing. */
export function resourceGroupIdOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/.exec(
    canonicalId(id),
  )?.[0];
}

/** GUID of the subscription that a resource is in. */
export function subscriptionIdOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/.exec(canonicalId(id))?.[1];
}

/** Type of a resource by its id, such as `microsoft.sql/servers/databases`. */
export function typeOf(id: string): string | undefined {
  const after = canonicalId(id).split('/providers/').pop()!.split('/');
  if (after.length < 3 || !after[0].includes('.')) return undefined;
  return [
    after[0],
    ...after.slice(1).filter((_, index) => index % 2 === 0),
  ].join('/');
}

/**
 * Canonical ids of a resource and of those that it is a part of, nearest first:
 * of a subnet, the subnet and its network.
 */
export function* selfAndParents(id: string): Generator<string> {
  const segments = canonicalId(id).split('/');
  const provider = segments.lastIndexOf('providers');
  if (provider < 0) return;
  // Namespace, type and name.
  const shortest = provider + 4;
  for (let length = segments.length; length >= shortest; length -= 2) {
    yield segments.slice(0, length).join('/');
  }
}
