import { mockServices } from '@backstage/backend-test-utils';
import {
  HealthState,
  Incident,
  PushedSignal,
} from '@plumbline/plugin-workload-common';
import {
  Channel,
  Delivery,
  Message,
  OutboxStore,
  Postman,
  Webhook,
  WebhookRules,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { workloadEntities } from '../__fixtures__/workloads';
import { IncidentActs } from '../incidents/IncidentActs';
import { IncidentReader } from '../incidents/IncidentReader';
import { IncidentRound } from '../incidents/IncidentRound';
import { incidentDigest } from '../incidents/startIncidents';
import { HealthModelStore } from '../store/HealthModelStore';
import { ReportStore } from '../store/ReportStore';
import { Estate } from './Estate';

const SECOND = 1_000;

/** A message as it reached people. */
export type Heard = Message & { channel: string };

/**
 * Workloads whose time a test tells: their health, incidents and messages, as
 * the tasks of the back end have them. Several may stand on one database, as
 * replicas.
 */
export class Scene {
  readonly heard: Heard[] = [];
  readonly acts: IncidentActs;
  readonly reader: IncidentReader;
  readonly changed: string[] = [];
  readonly #estate: Estate;
  readonly #reports: ReportStore;
  readonly #round: IncidentRound;
  readonly #postman: Postman;

  private constructor(estate: Estate, webhooks: Webhook[]) {
    const { database, teller } = estate;
    this.#estate = estate;
    const now = () => this.now;
    this.acts = new IncidentActs({
      database,
      teller,
      now,
      onChanged: refs => this.changed.push(...refs),
    });
    this.reader = new IncidentReader(database);
    this.#reports = new ReportStore(database);
    this.#round = new IncidentRound(estate);
    this.#postman = new Postman({
      outbox: new OutboxStore(database),
      channels: [
        this.#channel('backstage', true),
        ...webhooks.map(({ channel }) => this.#channel(channel, false)),
      ],
      digest: incidentDigest,
      logger: mockServices.logger.mock(),
      now,
    });
  }

  /** @param options.workloads - absent where another scene has them in the database already. */
  static async open(
    client: Knex,
    options: {
      webhooks?: { name: string; rules: WebhookRules }[];
      workloads?: string[];
    } = {},
  ): Promise<Scene> {
    const webhooks = (options.webhooks ?? []).map(
      ({ name, rules }) =>
        new Webhook({ name, rules, url: new URL('https://hooks.example') }),
    );
    const estate = await Estate.build(client, webhooks);
    const scene = new Scene(estate, webhooks);
    if (options.workloads) await scene.catalog(options.workloads);
    return scene;
  }

  get logger() {
    return this.#estate.logger;
  }

  get now(): Date {
    return this.#estate.now;
  }

  /** The catalog has these workloads, each with one stamp, and no others. */
  async catalog(names: string[]) {
    await this.#estate.catalog(
      names.flatMap(name => workloadEntities(name, ['westeurope'])),
    );
  }

  /** Gives a workload a health model, by what stands below `spec`. */
  async model(name: string, spec: string) {
    const workloadRef = `system:default/${name}`;
    await new HealthModelStore(this.#estate.database).saveFromPortal(
      workloadRef,
      {
        text: `apiVersion: plumbline.io/v1
kind: HealthModel
metadata:
  name: ${name}
spec:
${spec}`,
        revision: '',
      },
      'user:default/guest',
      this.now.toISOString(),
    );
    await this.#estate.rollUp.run([workloadRef]);
  }

  /** Somebody pushes the state of parts, by the end of their names. */
  async push(name: string, states: Record<string, HealthState>) {
    const at = this.now.toISOString();
    const reports = Object.entries(states).map(
      ([part, state]): PushedSignal => ({
        workloadRef: `system:default/${name}`,
        entityRef: part === '' ? `system:default/${name}` : partOf(name, part),
        id: 'probe/one',
        name: 'Probe',
        state,
        context: `the probe says ${state}`,
        reportedAt: at,
        expiresAt: new Date(this.now.getTime() + 7 * 86_400_000).toISOString(),
        reportedBy: 'external:probe',
      }),
    );
    const { workloadRefs } = await this.#reports.push(reports, at);
    await this.#estate.rollUp.run(workloadRefs);
  }

  /** Time goes by, and the tasks run in it. */
  async pass(seconds: number, every = 10) {
    for (let left = seconds; left > 0; left -= every) {
      this.setTime(
        new Date(this.now.getTime() + Math.min(every, left) * SECOND),
      );
      await this.tasks();
    }
  }

  /** Moves the clock alone. */
  setTime(now: Date) {
    this.#estate.now = now;
  }

  async tasks() {
    await this.#estate.rollUp.runDue();
    await this.#round.run(this.now);
    await this.#postman.run();
  }

  async incident(number: number): Promise<Omit<Incident, 'act'>> {
    return (await this.reader.read(number, this.now))!;
  }

  /** Titles that were heard on a channel. */
  titles(channel = 'backstage'): string[] {
    return this.heard
      .filter(each => each.channel === channel)
      .map(({ title }) => title);
  }

  /** As notifications and webhooks are, except that nothing is sent. */
  #channel(name: string, replaces: boolean): Channel {
    return {
      channel: name,
      title: name,
      replaces,
      placeOf: ({ aboutRef }) => (replaces ? aboutRef : name),
      listenerOf: ({ ownerRef, alsoTo = [] }) =>
        replaces ? [ownerRef, ...alsoTo].join(' ') : name,
      send: async (message): Promise<Delivery> => {
        this.heard.push({ ...message, channel: name });
        return { outcome: 'sent' };
      },
    };
  }
}

/** Full ref of a part of a fixture's workload: `web`, `kv`, `registry`. */
export function partOf(name: string, part: string): string {
  if (part.startsWith('flow:')) return part;
  return part === 'registry'
    ? `resource:default/${name}-registry`
    : `resource:default/${name}-westeurope-${part}`;
}
