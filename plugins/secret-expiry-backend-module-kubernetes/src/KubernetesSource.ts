import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import {
  CredentialSource,
  ListOptions,
  ListedCredential,
  SourceItem,
  interleave,
  annotationOutcomes,
} from '@plumbline/plugin-secret-expiry-node';
import { DeclaredNamespaces, NamespaceUse } from './catalog/NamespaceUse';
import { Cluster, mayLookAt } from './cluster/Cluster';
import { ClusterFailure, failureOfConnection } from './cluster/ClusterFailure';
import { ClusterReader } from './cluster/ClusterReader';
import { ClusterListing, FoundObject } from './listing/ClusterListing';
import { Look } from './Look';
import { NamespacePlace } from './NamespacePlace';

const CLUSTERS_AT_ONCE = 8;
const NAMESPACES_AT_ONCE = 4;
/** All that is to be known of a place that was looked at once. */
const LOOKED_ONCE = '1';

/** A cluster with a way to it. */
export interface ReachableCluster {
  cluster: Cluster;
  openReader: () => ClusterReader;
}

/**
 * Credentials in namespaces of clusters. Each namespace is a place. Whose its
 * objects are is said by the catalog, or by themselves.
 */
export class KubernetesSource implements CredentialSource {
  readonly id: string;
  readonly title: string;
  readonly schedule: SchedulerServiceTaskScheduleDefinition;
  readonly #listing: ClusterListing;
  readonly #clusters: ReachableCluster[];
  readonly #clusterNames: ReadonlySet<string>;
  readonly #declared: () => Promise<DeclaredNamespaces>;

  constructor(options: {
    listing: ClusterListing;
    schedule: SchedulerServiceTaskScheduleDefinition;
    /** Where this source looks. */
    clusters: ReachableCluster[];
    /** Of all clusters of the configuration: where it does not look is no mistake of the catalog's. */
    clusterNames: string[];
    declared: () => Promise<DeclaredNamespaces>;
  }) {
    this.id = options.listing.id;
    this.title = options.listing.title;
    this.schedule = options.schedule;
    this.#listing = options.listing;
    this.#clusters = options.clusters;
    this.#clusterNames = new Set(options.clusterNames);
    this.#declared = options.declared;
  }

  async *list(options: ListOptions): AsyncGenerator<SourceItem> {
    const { uses, problems } = await this.#read(options.signal);
    yield* annotationOutcomes(problems, 'Kubernetes namespaces');
    const ofUnknown = uses.filter(use => !this.#clusterNames.has(use.cluster));
    yield* refusals(
      ofUnknown,
      use => `secretExpiry.kubernetes.clusters has no cluster ${use.cluster}`,
    );
    const looks: AsyncGenerator<SourceItem>[] = [];
    for (const reachable of this.#clusters) {
      const own = uses.filter(use => use.cluster === reachable.cluster.name);
      const isAllowed = (use: NamespaceUse) =>
        mayLookAt(reachable.cluster, use.namespace);
      yield* refusals(
        own.filter(use => !isAllowed(use)),
        ({ cluster, namespace }) =>
          `secretExpiry.kubernetes.clusters does not allow namespace ${namespace} of cluster ${cluster}`,
      );
      looks.push(this.#lookAt(reachable, own.filter(isAllowed), options));
    }
    yield* interleave(looks, CLUSTERS_AT_ONCE);
  }

  async #read(signal: AbortSignal): Promise<DeclaredNamespaces> {
    try {
      return await this.#declared();
    } catch {
      signal.throwIfAborted();
      // Without the message, which may quote more than the kind of failure.
      throw new Error('The catalog could not be read');
    }
  }

  async *#lookAt(
    { cluster, openReader }: ReachableCluster,
    uses: NamespaceUse[],
    options: ListOptions,
  ): AsyncGenerator<SourceItem> {
    const placeOf = (namespace: string) =>
      new NamespacePlace(
        cluster.name,
        namespace,
        uses.filter(use => use.namespace === namespace),
      );
    const reader = openReader();
    try {
      if (cluster.namespaces === 'all') {
        const named = [...new Set(uses.map(({ namespace }) => namespace))];
        const look = new Look(named.map(placeOf), placeOf);
        yield* this.#list(reader, cluster, undefined, look, options);
      } else {
        yield* interleave(
          cluster.namespaces.map(namespace =>
            this.#list(
              reader,
              cluster,
              namespace,
              new Look([placeOf(namespace)]),
              options,
            ),
          ),
          NAMESPACES_AT_ONCE,
        );
      }
    } finally {
      reader.close();
    }
  }

  /** One list: of a namespace, or of all. */
  async *#list(
    reader: ClusterReader,
    cluster: Cluster,
    namespace: string | undefined,
    look: Look,
    { done, fingerprints, signal }: ListOptions,
  ): AsyncGenerator<SourceItem> {
    signal.throwIfAborted();
    for (const { place, title } of look.takeDone(done)) {
      yield { type: 'outcome', place, title, outcome: 'not-due' };
    }
    if (namespace !== undefined && look.places.length === 0) return;
    try {
      const { problems, pages } = await this.#listing.open(
        reader,
        namespace,
        signal,
      );
      for await (const page of pages) {
        signal.throwIfAborted();
        if (namespace !== undefined) expectOnly(namespace, page);
        yield* batches(look.add(page));
      }
      const missing = await missingOf(reader, namespace, look, signal);
      for (const place of look.places) {
        yield missing.has(place.namespace)
          ? place.couldNotLook(
              `Cluster ${cluster.name} has no namespace ${place.namespace}`,
            )
          : place.looked(problems, LOOKED_ONCE);
      }
    } catch (error) {
      signal.throwIfAborted();
      const reason = this.#listing.tell(
        failureOfConnection(error),
        cluster.name,
      );
      if (namespace === undefined)
        look.recall(cluster.name, fingerprints.keys());
      for (const place of look.places) yield place.couldNotLook(reason);
    }
  }
}

/** Namespaces in which nothing was found because there are none. */
async function missingOf(
  reader: ClusterReader,
  namespace: string | undefined,
  look: Look,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  const empty = look.places.filter(({ isEmpty }) => isEmpty);
  if (empty.length === 0) return missing;
  try {
    const there =
      namespace === undefined ? await reader.namespaces(signal) : undefined;
    for (const place of empty) {
      const isThere = there
        ? there.has(place.namespace)
        : await reader.hasNamespace(place.namespace, signal);
      if (!isThere) missing.add(place.namespace);
    }
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOfConnection(error);
    if (failure.kind !== 'forbidden') throw failure;
    for (const place of empty) {
      place.problems.add(
        `Nothing was found, and the portal may not see whether there is a namespace ${place.namespace}`,
      );
    }
  }
  return missing;
}

function expectOnly(namespace: string, objects: FoundObject[]) {
  if (objects.some(object => object.namespace !== namespace)) {
    throw new ClusterFailure('shape');
  }
}

function* batches(
  byPlace: Map<string, ListedCredential[]>,
): Generator<SourceItem> {
  for (const [place, credentials] of byPlace) {
    if (credentials.length > 0)
      yield { type: 'credentials', place, credentials };
  }
}

/** Places that may not be looked at, each once however many entities name it. */
function* refusals(
  uses: NamespaceUse[],
  reasonOf: (use: NamespaceUse) => string,
): Generator<SourceItem> {
  const byPlace = new Map<string, NamespaceUse[]>();
  for (const use of uses) {
    const key = `${use.cluster}/${use.namespace}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), use]);
  }
  for (const same of byPlace.values()) {
    const [{ cluster, namespace }] = same;
    yield new NamespacePlace(cluster, namespace, same).couldNotLook(
      reasonOf(same[0]),
    );
  }
}
