import { mockServices } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { workloadRefOf } from '@plumbline/plugin-workload-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { StampFinder } from '../catalog/StampFinder';
import { StatusDesk } from '../router/statuses/StatusDesk';
import { StampReader } from '../store/StampReader';
import { StampStore } from '../store/StampStore';
import { StatusStore } from '../store/StatusStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { Summarizer } from '../summary/Summarizer';
import { CatalogKeeper } from '../tasks/CatalogKeeper';
import { DriftKeeper } from '../tasks/DriftKeeper';
import { FakeEstate } from './FakeEstate';

/** A workload's entity, as the catalog answers it. */
export function workloadEntity(name: string, owner = `${name}-team`): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name,
      namespace: 'default',
      title: name.toUpperCase(),
      annotations: {
        'plumbline.io/container-image': `example.azurecr.io/${name}:1.0.0`,
      },
    },
    spec: { type: 'workload', owner },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

/** A team's entity. */
export function groupEntity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [] },
  };
}

/** A stamp's entity, as the catalog answers it. */
export function stampEntity(
  name: string,
  spec: Record<string, unknown> = {},
): Entity {
  const stamp: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', title: `Stamp ${name}` },
    spec: {
      type: 'deployment-stamp',
      owner: 'shop-team',
      system: 'shop',
      region: 'westeurope',
      environment: 'prod',
      instance: 1,
      lifecycle: 'planned',
      trafficWeight: 100,
      scaleUnit: { maxUsers: 4_000 },
      ...spec,
    } as Entity['spec'],
  };
  return {
    ...stamp,
    relations: [{ type: 'partOf', targetRef: workloadRefOf(stamp)! }],
  };
}

/** Everything behind the routes, over a catalog and an estate in memory and a clock. */
export class House {
  now = new Date('2026-11-21T12:00:00.000Z');
  readonly estate = new FakeEstate();
  readonly news: string[][] = [];
  readonly stamps: StampStore;
  readonly statuses: StatusStore;
  readonly workloads: WorkloadStore;
  readonly reader: StampReader;
  readonly summaries: SummaryStore;
  readonly summarizer: Summarizer;
  readonly catalogKeeper: CatalogKeeper;
  readonly driftKeeper: DriftKeeper;
  readonly desk: StatusDesk;
  readonly catalog: CatalogService;
  #entities: Entity[] = [];

  static async build(database: Knex): Promise<House> {
    await database.migrate.latest({
      directory: resolvePackagePath(
        '@plumbline/plugin-stamp-backend',
        'migrations',
      ),
    });
    return new House(database);
  }

  private constructor(database: Knex) {
    const auth = mockServices.auth();
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async ref =>
        this.#entities.find(entity => stringifyEntityRef(entity) === ref),
      getEntitiesByRefs: async ({ entityRefs }) => ({
        items: entityRefs.map(ref =>
          this.#entities.find(entity => stringifyEntityRef(entity) === ref),
        ),
      }),
      streamEntities: async function* stream(this: House, request: any) {
        const kinds = request.query?.kind.$in;
        yield this.#entities.filter(({ kind }) =>
          kinds ? kinds.includes(kind) : kind === 'System',
        );
      }.bind(this) as any,
    });
    this.catalog = catalog;
    this.stamps = new StampStore(database);
    this.statuses = new StatusStore(database);
    this.workloads = new WorkloadStore(database);
    this.reader = new StampReader(database);
    this.summaries = new SummaryStore({
      database,
      events: mockServices.events(),
      family: 'stamp',
    });
    this.summarizer = new Summarizer({
      reader: this.reader,
      summaries: this.summaries,
      workloads: this.workloads,
    });
    this.catalogKeeper = new CatalogKeeper({
      auth,
      catalog,
      stamps: this.stamps,
      workloads: this.workloads,
    });
    this.driftKeeper = new DriftKeeper({
      estate: this.estate,
      stamps: this.stamps,
      workloads: this.workloads,
      logger: mockServices.logger.mock(),
    });
    const finder = new StampFinder({
      auth,
      catalog,
      catalogKeeper: this.catalogKeeper,
      driftKeeper: this.driftKeeper,
    });
    this.desk = new StatusDesk({
      reporters: [
        { subject: 'external:test-service' },
        { subject: 'user:default/bob', workloads: ['system:default/bank'] },
      ],
      store: this.statuses,
      lookFor: refs => finder.lookFor(refs),
      onChanged: async refs => {
        this.news.push(refs);
      },
      now: () => this.now,
    });
  }

  /** What the catalog has from now on; nobody has read it yet. */
  declare(...entities: Entity[]) {
    this.#entities = entities;
  }

  /** Everybody reads catalog and estate. */
  async read() {
    await this.catalogKeeper.keepAll(this.now);
    await this.driftKeeper.run(this.now);
  }

  /** Lets time pass. */
  pass(minutes: number) {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }
}
