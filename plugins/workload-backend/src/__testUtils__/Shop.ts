import {
  TestDatabaseId,
  TestDatabases,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { HealthState, PushedSignal } from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { workloadEntities } from '../__fixtures__/workloads';
import { HealthDesk, HealthNews } from '../health/HealthNews';
import { GraphStore } from '../store/GraphStore';
import { HealthModelStore } from '../store/HealthModelStore';
import { MaintenanceStore } from '../store/MaintenanceStore';
import { ReportStore } from '../store/ReportStore';
import { openDatabase } from '../store/openDatabase';
import {
  AlertBoardTable,
  HealthTransitionTable,
  NodeTable,
  WorkloadTable,
} from '../store/tables';
import { RefreshGraph } from '../tasks/RefreshGraph';
import { RollUp } from '../tasks/RollUp';

export const SHOP = 'system:default/shop';
export const START = Date.parse('2026-03-01T00:00:00Z');

/** A part of the shop's stamp in a region. */
export const part = (region: string, name: string) =>
  `resource:default/shop-${region}-${name}`;

/** A workload of two stamps in a database, with a clock that is set by hand. */
export class Shop {
  readonly database: Knex;
  readonly models: HealthModelStore;
  readonly reports: ReportStore;
  readonly maintenance: MaintenanceStore;
  readonly rollUp: RollUp;
  readonly logger = mockServices.logger.mock();
  /** What incidents were told, in order. */
  readonly news: HealthNews[] = [];
  readonly left: string[] = [];
  /** Which rows were said to have changed. */
  readonly changed: string[][] = [];
  /** Seconds since the start. */
  time = 0;

  static async open(
    databases: TestDatabases,
    id: TestDatabaseId,
  ): Promise<Shop> {
    const database = await databases.init(id);
    await openDatabase({ getClient: async () => database });
    const shop = new Shop(database);
    await shop.refresh();
    return shop;
  }

  /** @param database - with the plugin's tables; several may share one, as replicas do. */
  constructor(database: Knex) {
    this.database = database;
    this.models = new HealthModelStore(database);
    this.reports = new ReportStore(database);
    this.maintenance = new MaintenanceStore(database);
    this.rollUp = this.newRollUp();
  }

  get desk(): HealthDesk {
    return {
      apply: async (_, news) => {
        this.news.push(...news);
      },
      leave: async (_, refs) => {
        this.left.push(...refs);
      },
    };
  }

  /** Another replica's, when it is given a desk that fails or forgets. */
  newRollUp(incidents: HealthDesk = this.desk): RollUp {
    return new RollUp({
      database: this.database,
      events: { publish: async () => {} },
      logger: this.logger,
      incidents,
      onChanged: refs => this.changed.push(refs),
      now: () => this.clock(),
    });
  }

  clock(): Date {
    return new Date(START + this.time * 1_000);
  }

  now(): string {
    return this.clock().toISOString();
  }

  async refresh(
    entities: Entity[] = workloadEntities('shop', ['eastus2', 'westeurope']),
    refs?: string[],
  ): Promise<void> {
    await new RefreshGraph({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities }),
      graphs: new GraphStore(this.database, this.desk),
      models: { follow: async () => [] },
      rollUp: this.rollUp,
      now: () => this.clock(),
    }).run(refs);
  }

  report(
    entityRef: string,
    said: {
      state?: HealthState;
      value?: number;
      id?: string;
      minutes?: number;
    },
  ): PushedSignal {
    const { id = 'probe', minutes = 60, ...rest } = said;
    return {
      workloadRef: SHOP,
      entityRef,
      id,
      name: 'Probe',
      ...rest,
      reportedAt: this.now(),
      expiresAt: new Date(
        this.clock().getTime() + minutes * 60_000,
      ).toISOString(),
      reportedBy: 'user:default/guest',
    };
  }

  /** Pushes a report and rolls up. */
  async push(
    entityRef: string,
    said: Parameters<Shop['report']>[1],
  ): Promise<void> {
    const { workloadRefs } = await this.reports.push(
      [this.report(entityRef, said)],
      this.now(),
    );
    await this.rollUp.run(workloadRefs);
  }

  /** Saves a model in the portal and rolls up. */
  async model(spec: object): Promise<void> {
    const text = JSON.stringify({
      apiVersion: 'plumbline.io/v1',
      kind: 'HealthModel',
      metadata: { name: 'shop' },
      spec,
    });
    const { revision } = (await this.models.standing(SHOP))!;
    await this.models.saveFromPortal(
      SHOP,
      { text, revision },
      'user:default/guest',
      this.now(),
    );
    await this.rollUp.run([SHOP]);
  }

  /** Lets time pass; what falls due is looked at every ten seconds. */
  async wait(seconds: number): Promise<void> {
    const end = this.time + seconds;
    while (this.time < end) {
      this.time = Math.min(end, this.time + 10);
      await this.rollUp.runDue();
    }
  }

  async node(entityRef: string): Promise<NodeTable | undefined> {
    return this.database<NodeTable>('nodes')
      .where({ workload_ref: SHOP, entity_ref: entityRef })
      .first();
  }

  async states(): Promise<Record<string, string>> {
    const rows = await this.database<NodeTable>('nodes')
      .where({ workload_ref: SHOP })
      .orderBy('entity_ref');
    return Object.fromEntries(rows.map(row => [row.entity_ref, row.state]));
  }

  async row(): Promise<WorkloadTable> {
    return (await this.database<WorkloadTable>('workloads')
      .where({ workload_ref: SHOP })
      .first())!;
  }

  async board(): Promise<AlertBoardTable | undefined> {
    return this.database<AlertBoardTable>('alert_boards')
      .where({ workload_ref: SHOP })
      .first();
  }

  async transitions(): Promise<HealthTransitionTable[]> {
    return this.database<HealthTransitionTable>('health_transitions')
      .where({ workload_ref: SHOP })
      .orderBy(['entity_ref', 'at']);
  }

  /** What alerts said, in order. */
  told(): string[] {
    return this.news.flatMap(({ events }) =>
      events.map(each => `${each.kind} ${each.severity} ${each.ref}`),
    );
  }
}
