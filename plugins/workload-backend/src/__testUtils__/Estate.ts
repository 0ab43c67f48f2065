import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { buildGraph } from '@plumbline/plugin-workload-common';
import {
  Webhook,
  knownWorkload,
  readWorkloads,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { IncidentDesk } from '../incidents/IncidentDesk';
import { IncidentTeller } from '../incidents/IncidentTeller';
import { GraphStore } from '../store/GraphStore';
import { openDatabase } from '../store/openDatabase';
import { RollUp } from '../tasks/RollUp';

const BEGIN = Date.parse('2026-11-21T09:00:00.000Z');
const MINUTE_MS = 60_000;

/** Workloads in a database of their own, with a clock that stands until it is moved. */
export class Estate {
  readonly database: Knex;
  readonly rollUp: RollUp;
  readonly teller: IncidentTeller;
  readonly desk: IncidentDesk;
  readonly logger = mockServices.logger.mock();
  now = new Date(BEGIN);
  readonly #graphs: GraphStore;

  /** @param webhooks - that hear of incidents. */
  static async build(client: Knex, webhooks: Webhook[] = []): Promise<Estate> {
    return new Estate(
      await openDatabase({ getClient: async () => client }),
      webhooks,
    );
  }

  private constructor(database: Knex, webhooks: Webhook[]) {
    this.database = database;
    this.teller = new IncidentTeller({ webhooks, people: true });
    this.desk = new IncidentDesk(this.teller);
    this.#graphs = new GraphStore(database, this.desk);
    this.rollUp = new RollUp({
      database,
      events: { publish: async () => {} },
      logger: this.logger,
      incidents: this.desk,
      now: () => this.now,
    });
  }

  /** Time of day after a number of minutes from the beginning: ISO 8601. */
  at(minutes: number): string {
    return new Date(BEGIN + minutes * MINUTE_MS).toISOString();
  }

  /** Lets time go by until so many minutes after the beginning, and looks at what is due. */
  async until(minutes: number): Promise<void> {
    this.now = new Date(BEGIN + minutes * MINUTE_MS);
    await this.rollUp.runDue();
  }

  /** The catalog as it is now; workloads that are not in it are forgotten. */
  async catalog(entities: Entity[]): Promise<void> {
    const seen: string[] = [];
    for await (const page of readWorkloads({
      catalog: catalogServiceMock({ entities }),
      credentials: mockCredentials.service(),
    })) {
      const workloads = page.map(each => ({
        namespace: 'default',
        name: each.workload.metadata.name,
        ...knownWorkload(each),
        graph: buildGraph(each),
      }));
      seen.push(...page.map(each => each.workloadRef));
      await this.rollUp.run(
        await this.#graphs.save(workloads, this.now.toISOString()),
      );
    }
    const gone = (await this.#graphs.workloadRefs()).filter(
      ref => !seen.includes(ref),
    );
    await this.#graphs.remove(gone, this.now.toISOString());
  }
}
