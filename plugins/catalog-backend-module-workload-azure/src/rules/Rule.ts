import {
  AzureContainer,
  AzureResource,
  Listing,
  Tags,
} from '../azure/AzureResource';
import { resourceGroupIdOf } from '../azure/resourceId';

/** How to find out one thing about a resource, such as its owner. */
export interface Rule {
  /** Names of tags, in lower case; the first that is there counts. */
  tags: readonly string[];
  /** Pattern of the names of resource groups, whose group `value` is the answer. */
  resourceGroup?: RegExp;
  /** What an answer means, by its lower case; others mean themselves. */
  values: ReadonlyMap<string, string>;
  /** When nothing says it. */
  default?: string;
}

/** A resource with what it is in. */
export interface PlacedResource {
  resource: AzureResource;
  resourceGroup?: AzureContainer;
  subscription?: AzureContainer;
}

/** Finds what resources are in. */
export function placed(
  resource: AzureResource,
  { resourceGroups, subscriptions }: Listing,
): PlacedResource {
  return {
    resource,
    resourceGroup: resourceGroups.get(resourceGroupIdOf(resource.id) ?? ''),
    subscription: subscriptions.get(resource.subscriptionId),
  };
}

/**
 * What a rule says of a resource: by a tag of its own, of its group or of its
 * subscription, nearest first (Azure does not hand tags down by itself); else by
 * the name of its group; else the default.
 */
export function answer(
  rule: Rule,
  { resource, resourceGroup, subscription }: PlacedResource,
): string | undefined {
  const said =
    tagged(rule.tags, resource.tags) ??
    tagged(rule.tags, resourceGroup?.tags) ??
    tagged(rule.tags, subscription?.tags) ??
    (rule.resourceGroup?.exec(resource.resourceGroup)?.groups?.value ||
      undefined);
  if (said === undefined) return rule.default;
  return rule.values.get(said.toLocaleLowerCase('en-US')) ?? said;
}

function tagged(
  names: readonly string[],
  tags: Tags | undefined,
): string | undefined {
  if (!tags) return undefined;
  const entries = Object.entries(tags);
  for (const name of names) {
    const found = entries.find(
      ([each, value]) =>
        each.toLocaleLowerCase('en-US') === name && value.trim() !== '',
    );
    if (found) return found[1].trim();
  }
  return undefined;
}
