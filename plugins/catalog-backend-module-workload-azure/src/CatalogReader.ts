import { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  ANNOTATION_LOCATION,
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATIONS } from '@plumbline/plugin-workload-common';
import { slices } from '@plumbline/plugin-workload-node';
import { canonicalId } from './azure/resourceId';

const REFS_PER_QUESTION = 500;

/** What the catalog knows of Azure's resources already. */
export interface KnownResources {
  /** Entities of this import, by ref. */
  own: Map<string, Entity>;
  /** Refs of entities that others keep, by canonical resource id. */
  elsewhere: Map<string, string>;
}

/** Reads from the catalog what an import has to heed. */
export class CatalogReader {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /**
   * Every resource that has an Azure resource id.
   *
   * @param location - of the import's own entities.
   */
  async knownResources(location: string): Promise<KnownResources> {
    const known: KnownResources = { own: new Map(), elsewhere: new Map() };
    const pages = this.#catalog.streamEntities(
      {
        filter: {
          kind: 'Resource',
          [`metadata.annotations.${ANNOTATIONS.azureResourceId}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: ['kind', 'metadata', 'spec'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const ref = stringifyEntityRef(entity);
        const annotations = entity.metadata.annotations ?? {};
        if (annotations[ANNOTATION_LOCATION] === location) {
          known.own.set(ref, entity);
        } else {
          known.elsewhere.set(
            canonicalId(annotations[ANNOTATIONS.azureResourceId]),
            ref,
          );
        }
      }
    }
    return known;
  }

  /** Owners of some entities by their refs; entities that are not there are left out. */
  async ownersOf(refs: readonly string[]): Promise<Map<string, string>> {
    const owners = new Map<string, string>();
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (const some of slices(refs, REFS_PER_QUESTION)) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: some,
          fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
        },
        { credentials },
      );
      items.forEach((entity, index) => {
        if (!entity) return;
        const owner = entity.relations?.find(
          ({ type }) => type === RELATION_OWNED_BY,
        );
        owners.set(some[index], owner?.targetRef ?? '');
      });
    }
    return owners;
  }
}
