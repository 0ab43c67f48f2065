import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  CatalogService,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ANNOTATIONS } from '@plumbline/plugin-workload-common';
import knexFactory, { Knex } from 'knex';
import { AzureImport } from '../AzureImport';
import { CatalogReader } from '../CatalogReader';
import { createImports } from '../createImports';
import { readImports } from '../readImports';
import { ImportReport } from '../report/ImportReport';
import { ImportStore } from '../report/ImportStore';
import { AzureEstate, SUBSCRIPTION } from './AzureEstate';

/** An import that runs by hand, into a catalog that takes what it is given. */
export class ImportRun {
  readonly estate: AzureEstate;
  /** What others keep in the catalog. */
  readonly others: Entity[] = [];
  /** What the import keeps there, by ref. */
  own = new Map<string, Entity>();
  mutations = 0;
  /** Refs of workloads that are said to have changed. */
  readonly told: string[] = [];
  now = new Date('2026-11-21T12:00:00Z');
  readonly #database: Knex;

  private constructor(estate: AzureEstate, database: Knex) {
    this.estate = estate;
    this.#database = database;
  }

  static async start(): Promise<ImportRun> {
    return new ImportRun(
      await AzureEstate.start(),
      knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      }),
    );
  }

  async stop() {
    await this.#database.destroy();
    await this.estate.stop();
  }

  /** @param section - of the import `production`, over what every import must have. */
  async run(
    section: object = {},
    signal = new AbortController().signal,
  ): Promise<ImportReport> {
    const store = await ImportStore.open(
      mockServices.database.mock({ getClient: async () => this.#database }),
    );
    const provider = await this.#provider(section, store);
    await provider.run(signal).catch(() => {});
    return (await store.report('production'))!;
  }

  entity(title: string): Entity {
    const found = [...this.own.values()].filter(
      ({ metadata }) => metadata.title === title,
    );
    if (found.length !== 1) throw new Error(`${found.length} are ${title}`);
    return found[0];
  }

  async #provider(section: object, store: ImportStore): Promise<AzureImport> {
    const entities = [...this.others, ...this.own.values()];
    const events = mockServices.events.mock({
      publish: async ({ eventPayload }: any) => {
        this.told.push(...eventPayload.workloadRefs);
      },
    });
    const [provider] = createImports(
      readImports(
        new ConfigReader({
          catalog: {
            providers: {
              plumblineAzure: {
                production: {
                  subscriptions: [SUBSCRIPTION],
                  owner: { default: 'platform' },
                  ...section,
                },
              },
            },
          },
        }),
      ),
      {
        catalog: new CatalogReader({
          auth: mockServices.auth(),
          catalog: catalogOf(entities),
        }),
        credential: this.estate.credential,
        events,
        logger: mockServices.logger.mock(),
        network: this.estate.network,
        now: () => this.now,
        scheduler: mockServices.scheduler.mock(),
        store,
      },
    );
    await provider.connect(this.#connection());
    return provider;
  }

  #connection(): EntityProviderConnection {
    return {
      refresh: async () => {},
      applyMutation: async (mutation: EntityProviderMutation) => {
        if (mutation.type !== 'full') throw new Error('Not a full mutation');
        this.mutations++;
        this.own = new Map(
          mutation.entities.map(({ entity }) => [
            stringifyEntityRef(entity),
            entity,
          ]),
        );
        if (this.own.size !== mutation.entities.length) {
          throw new Error('Two entities have one ref');
        }
      },
    };
  }
}

/** The mock does not find annotations that have capitals in their names, as the catalog does. */
function catalogOf(entities: Entity[]): CatalogService {
  return Object.assign(catalogServiceMock({ entities }), {
    async *streamEntities() {
      yield entities.filter(
        ({ metadata }) => metadata.annotations?.[ANNOTATIONS.azureResourceId],
      );
    },
  });
}
