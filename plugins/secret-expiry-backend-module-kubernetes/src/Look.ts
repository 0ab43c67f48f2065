import { createHash } from 'node:crypto';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { Holder } from './catalog/NamespaceUse';
import { FoundObject } from './listing/ClusterListing';
import { NamespacePlace } from './NamespacePlace';

/** The places of one list, which is of a namespace or of a whole cluster. */
export class Look {
  readonly #places: Map<string, NamespacePlace>;
  readonly #placeOf: ((namespace: string) => NamespacePlace) | undefined;
  readonly #done = new Set<string>();

  /** @param placeOf - for namespaces of which only objects say whose they are; absent when no others are looked at. */
  constructor(
    places: NamespacePlace[],
    placeOf?: (namespace: string) => NamespacePlace,
  ) {
    this.#places = new Map(places.map(each => [each.namespace, each]));
    this.#placeOf = placeOf;
  }

  get places(): NamespacePlace[] {
    return [...this.#places.values()];
  }

  /** Those that were looked at before the scan was stopped; they are not looked at again. */
  takeDone(done: ReadonlySet<string>): NamespacePlace[] {
    const taken = this.places.filter(({ place }) => done.has(place));
    for (const { namespace } of taken) this.#places.delete(namespace);
    for (const place of done) this.#done.add(place);
    return taken;
  }

  /** What objects come to, by place. */
  add(objects: FoundObject[]): Map<string, ListedCredential[]> {
    const byPlace = new Map<string, ListedCredential[]>();
    for (const object of objects) {
      const place = this.#placeOfObject(object);
      if (!place) continue;
      const listed = byPlace.get(place.place) ?? [];
      byPlace.set(place.place, listed);
      for (const { holder, credential } of place.add(object)) {
        listed.push({
          ...credential,
          key: `${hash(holder)}|${credential.key}`,
          workloadRef: holder.workloadRef,
          entityRef: holder.entityRef,
          ownerRef: holder.ownerRef,
          stampRef: holder.stampRef,
          runbookUrl: holder.runbookUrl,
        });
      }
    }
    return byPlace;
  }

  /**
   * Namespaces of which only objects said whose they are, from an earlier look:
   * when none can be listed now, they are not gone.
   */
  recall(cluster: string, known: Iterable<string>) {
    for (const place of known) {
      const [name, namespace] = place.split('/');
      if (
        name === cluster &&
        namespace &&
        !this.#places.has(namespace) &&
        !this.#done.has(place)
      ) {
        this.#places.set(namespace, new NamespacePlace(cluster, namespace, []));
      }
    }
  }

  #placeOfObject(object: FoundObject): NamespacePlace | undefined {
    const known = this.#places.get(object.namespace);
    if (known || !this.#placeOf || !object.workloadRef) return known;
    const place = this.#placeOf(object.namespace);
    if (this.#done.has(place.place)) return undefined;
    this.#places.set(object.namespace, place);
    return place;
  }
}

function hash({ workloadRef, entityRef }: Holder): string {
  return createHash('sha256')
    .update(`${workloadRef}|${entityRef ?? ''}`)
    .digest('hex')
    .slice(0, 16);
}
