import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { OPENSLO_ANNOTATION } from '@plumbline/plugin-slo-common';
import {
  PlaceReader,
  PlaceRules,
  inTurns,
  isUrl,
} from '@plumbline/plugin-workload-node';
import { CatalogDocumentStore, StoredPlace } from './CatalogDocumentStore';
import { FoundPlace, documentPlaces } from './documentPlaces';

const ENTITIES_PER_PAGE = 500;
const AT_ONCE = 8;
/**
 * For so long files outlive the entity that leads to them. A catalog that is
 * filled anew has few entities for a while, and SLOs that vanish and come back
 * would end alerts and lose budgets.
 */
const PATIENCE_MS = 3_600_000;
const KINDS = ['System', 'Component', 'Resource', 'API'];
const FIELDS = [
  'kind',
  'metadata',
  'spec.type',
  'spec.system',
  'spec.lifecycle',
];

/** Reads the OpenSLO files that catalog entities lead to by annotation, each with the etag of the last time. */
export class CatalogDocuments {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;
  readonly #reader: PlaceReader;
  readonly #rules: PlaceRules;
  readonly #store: CatalogDocumentStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    reader: PlaceReader;
    rules: PlaceRules;
    store: CatalogDocumentStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#reader = options.reader;
    this.#rules = options.rules;
    this.#store = options.store;
  }

  /**
   * Brings what is stored in step with the catalog and its files. A place that
   * cannot be read keeps what it last said, with the reason and since when; so
   * does one whose entity is gone, for an hour; one of this machine not, if it
   * is gone with its entity.
   *
   * @throws when the catalog or the database does not answer; nothing is removed then.
   */
  async read(now: Date): Promise<void> {
    const found = await this.#find();
    const stored = new Map(
      (await this.#store.all()).map(place => [keyOf(place), place]),
    );
    await this.#leave(
      [...stored.values()].filter(place => !found.has(keyOf(place))),
      now,
    );
    for await (const some of inTurns([...found.values()], AT_ONCE)) {
      const read = await Promise.all(
        some.map(place =>
          this.#readPlace(place, stored.get(keyOf(place)), now),
        ),
      );
      await this.#store.save(read.filter(place => place !== undefined));
    }
  }

  async #find(): Promise<Map<string, FoundPlace>> {
    const pages = this.#catalog.streamEntities(
      {
        filter: {
          kind: KINDS,
          [`metadata.annotations.${OPENSLO_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
        },
        fields: FIELDS,
        pageSize: ENTITIES_PER_PAGE,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const found = new Map<string, FoundPlace>();
    for await (const entities of pages) {
      for (const place of entities.flatMap(entity =>
        documentPlaces(entity, this.#rules),
      )) {
        const other = found.get(keyOf(place));
        // Of several entities of a workload that lead to one file, always the same.
        if (!other || place.entityRef < other.entityRef) {
          found.set(keyOf(place), place);
        }
      }
    }
    return found;
  }

  /** Forgets places that nothing leads to: at once where the entity is there and says so or the file is gone, too, else after a while. */
  async #leave(places: StoredPlace[], now: Date) {
    if (places.length === 0) return;
    const refs = [...new Set(places.map(({ entityRef }) => entityRef))];
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const there = new Set(refs.filter((_, index) => items[index]));
    const gone: StoredPlace[] = [];
    const missed: StoredPlace[] = [];
    for (const place of places) {
      const error = `The catalog has no ${place.entityRef}, which led here`;
      if (there.has(place.entityRef) || (await isRemoved(place))) {
        gone.push(place);
      } else if (place.error !== error) {
        missed.push({ ...place, error, errorAt: now.toISOString() });
      } else if (
        now.getTime() - Date.parse(place.errorAt ?? '') >=
        PATIENCE_MS
      ) {
        gone.push(place);
      }
    }
    for (const { place, error } of missed) {
      this.#logger.warn(`${place}: ${error}`);
    }
    await this.#store.save(missed);
    await this.#store.remove(gone);
  }

  /** The place as it is to be stored, or nothing when nothing about it changed. */
  async #readPlace(
    { problem, ...found }: FoundPlace,
    before: StoredPlace | undefined,
    now: Date,
  ): Promise<StoredPlace | undefined> {
    const base: StoredPlace = {
      addedAt: now.toISOString(),
      files: [],
      ...before,
      ...found,
    };
    const failed = (error: string) => {
      if (before?.error === error && before.entityRef === found.entityRef) {
        return undefined;
      }
      this.#logger.warn(`${found.place} of ${found.entityRef}: ${error}`);
      const errorAt = before?.errorAt ?? now.toISOString();
      return { ...base, error, errorAt };
    };
    if (problem) return failed(problem);
    try {
      const { etag, files } = await this.#reader.read(base);
      const same = !files && before?.entityRef === found.entityRef;
      if (same && before?.error === undefined) return undefined;
      return {
        ...base,
        etag: etag ?? base.etag,
        files: files ?? base.files,
        error: undefined,
        errorAt: undefined,
      };
    } catch (error) {
      return failed((error as Error).message);
    }
  }
}

function keyOf(place: { place: string; workloadRef: string }): string {
  return `${place.workloadRef} ${place.place}`;
}

/** Of a file of this machine: whether it is no more. What a host does not show may still be there. */
async function isRemoved({ place }: StoredPlace): Promise<boolean> {
  if (isUrl(place)) return false;
  try {
    await stat(place.includes('*') ? dirname(place) : place);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
