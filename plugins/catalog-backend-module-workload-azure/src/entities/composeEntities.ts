import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Entity } from '@backstage/catalog-model';
import { ANNOTATIONS } from '@plumbline/plugin-workload-common';
import { AzureResource, Listing } from '../azure/AzureResource';
import { canonicalId, selfAndParents } from '../azure/resourceId';
import { Place, Rules, placeOf } from '../rules/placeOf';
import { placed } from '../rules/Rule';
import { entityName } from './entityName';
import { dependenciesOf, telemetryTargetsOf } from './links';
import { ResourceTypes } from './resourceTypes';
import { shownTags } from './shownTags';

/** Annotations of imported entities beside {@link ANNOTATIONS}; the first two as the community's Azure modules write them. */
export const AZURE_ANNOTATIONS = {
  subscriptionId: 'management.azure.com/subscriptionId',
  location: 'management.azure.com/location',
  /** Such as `microsoft.keyvault/vaults`. */
  type: 'management.azure.com/type',
  /** All tags, as JSON with names in order. */
  tags: 'management.azure.com/tags',
  /** Availability zones, separated by commas. */
  zones: 'plumbline.io/zones',
} as const;

/** What an import makes of what Azure lists. */
export interface Composition {
  /** Entities in the order of their refs. */
  entities: ImportedEntity[];
  /** Resources that the catalog has from elsewhere, and as what. */
  elsewhere: { resourceId: string; entityRef: string }[];
  /** Resources that got no entity or lack something, and why. */
  notes: Note[];
}

/** An entity and the resource that it stands for. */
export interface ImportedEntity {
  entityRef: string;
  resourceId: string;
  entity: Entity;
}

/** Something about a resource that somebody may want to mend. */
export interface Note {
  resourceId: string;
  text: string;
}

/** What a composition needs to know besides. */
export interface Surroundings {
  /** `backstage.io/managed-by-location` of the entities. */
  location: string;
  types: ResourceTypes;
  rules: Rules;
  /** Address of the Azure portal. */
  portalUrl: string;
  /** Names of tags that are shown, in lower case; all when absent. */
  tags?: ReadonlySet<string>;
  /** Whether resources of no workload are left out. */
  onlyWorkloads: boolean;
  /** Whether resources of groups that another resource keeps are left out, such as the nodes of a cluster. */
  withoutManagedGroups: boolean;
  /** Refs of entities that others keep in the catalog, by canonical resource id. */
  elsewhere: ReadonlyMap<string, string>;
  /** Owners of workloads that the catalog has, by the workload's ref. */
  workloadOwners: ReadonlyMap<string, string>;
  /** Owner where neither a rule nor the workload says one. */
  defaultOwner: string;
  /** Where diagnostic settings send telemetry to, as ids, by canonical resource id. */
  telemetry: ReadonlyMap<string, readonly string[]>;
}

/** A resource that will be an entity. */
interface Candidate {
  resource: AzureResource;
  type: string;
  place: Place;
}

/** The entities of all that is listed. The same listing always gives the same entities, in whatever order it comes. */
export function composeEntities(
  listing: Listing,
  surroundings: Surroundings,
): Composition {
  const notes: Note[] = [];
  const elsewhere: Composition['elsewhere'] = [];
  const candidates: Candidate[] = [];
  const refs = new Map(surroundings.elsewhere);
  const taken = new Set<string>();
  for (const resource of inOrder(listing.resources)) {
    const type = surroundings.types.wordFor(resource);
    if (!type || isLeftOut(resource, listing, surroundings)) continue;
    const id = canonicalId(resource.id);
    const kept = surroundings.elsewhere.get(id);
    if (kept) {
      elsewhere.push({ resourceId: resource.id, entityRef: kept });
      continue;
    }
    const place = placeOf(placed(resource, listing), surroundings.rules);
    if (surroundings.onlyWorkloads && !place.workloadRef) continue;
    const ref = refOf(resource, surroundings.rules.namespace);
    if (taken.has(ref)) {
      // Eight digits of two resources of one name: some billions to one.
      notes.push({ resourceId: resource.id, text: `${ref} is another one` });
      continue;
    }
    taken.add(ref);
    refs.set(id, ref);
    candidates.push({ resource, type, place });
    for (const text of place.unclear) {
      notes.push({
        resourceId: resource.id,
        text: `${text} names nothing that can be in the catalog`,
      });
    }
  }
  const entities = candidates.map(candidate => ({
    entityRef: refs.get(canonicalId(candidate.resource.id))!,
    resourceId: candidate.resource.id,
    entity: toEntity(candidate, refs, surroundings),
  }));
  return {
    entities: entities.sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1)),
    elsewhere,
    notes,
  };
}

function isLeftOut(
  resource: AzureResource,
  listing: Listing,
  { withoutManagedGroups }: Surroundings,
): boolean {
  if (!withoutManagedGroups) return false;
  return Boolean(placed(resource, listing).resourceGroup?.managedBy);
}

function toEntity(
  { resource, type, place }: Candidate,
  refs: ReadonlyMap<string, string>,
  surroundings: Surroundings,
): Entity {
  const { rules, location, workloadOwners, defaultOwner } = surroundings;
  const self = refs.get(canonicalId(resource.id))!;
  const dependsOn = targets(self, dependenciesOf(resource), refs);
  const sendsTelemetryTo = targets(
    self,
    [
      ...telemetryTargetsOf(resource),
      ...(surroundings.telemetry.get(canonicalId(resource.id)) ?? []).map(
        id => [...selfAndParents(id)],
      ),
    ],
    refs,
  );
  const { labels, json } = shownTags(resource.tags, surroundings.tags);
  const region = /^global$/i.test(resource.location)
    ? undefined
    : resource.location;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: rules.namespace,
      name: entityName(resource),
      title: resource.name,
      description: `In resource group ${resource.resourceGroup} of Azure`,
      ...(Object.keys(labels).length > 0 && { labels }),
      annotations: present({
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATIONS.azureResourceId]: resource.id,
        [AZURE_ANNOTATIONS.subscriptionId]: resource.subscriptionId,
        [AZURE_ANNOTATIONS.location]: resource.location,
        [AZURE_ANNOTATIONS.type]: resource.type,
        [AZURE_ANNOTATIONS.tags]: json,
        [AZURE_ANNOTATIONS.zones]: zonesOf(resource),
        [ANNOTATIONS.region]: region,
        [ANNOTATIONS.scope]: place.scope,
        [ANNOTATIONS.environment]: place.environment,
        [ANNOTATIONS.releaseUnit]: place.releaseUnit,
      }),
      links: [
        {
          url: encodeURI(`${surroundings.portalUrl}/#resource${resource.id}`),
          title: 'Azure portal',
        },
      ],
    },
    spec: present({
      type,
      owner:
        place.ownerRef ??
        workloadOwners.get(place.workloadRef ?? '') ??
        defaultOwner,
      system: place.workloadRef,
      dependsOn,
      dependencyOf: place.stampRef ? [place.stampRef] : undefined,
      sendsTelemetryTo,
    }),
  };
}

/** Refs of what some ids lead to, each the nearest that has an entity; nothing when there are none. */
function targets(
  self: string,
  ids: string[][],
  refs: ReadonlyMap<string, string>,
): string[] | undefined {
  const found = new Set<string>();
  for (const chain of ids) {
    const ref = chain.map(id => refs.get(id)).find(Boolean);
    if (ref && ref !== self) found.add(ref);
  }
  return found.size > 0 ? [...found].sort() : undefined;
}

function zonesOf({ zones, properties }: AzureResource): string | undefined {
  const all =
    zones.length === 0 && typeof properties.availabilityZone === 'string'
      ? [properties.availabilityZone]
      : zones;
  return [...all].filter(Boolean).sort().join(',') || undefined;
}

function refOf(resource: AzureResource, namespace: string): string {
  return stringifyEntityRef({
    kind: 'Resource',
    namespace,
    name: entityName(resource),
  });
}

function inOrder(resources: readonly AzureResource[]): AzureResource[] {
  return [...resources].sort((a, b) =>
    canonicalId(a.id) < canonicalId(b.id) ? -1 : 1,
  );
}

function present<T>(fields: Record<string, T | undefined>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Record<string, T>;
}
