import { mockServices } from '@backstage/backend-test-utils';
import { SignalReportInput } from '@plumbline/plugin-workload-common';
import {
  Channel,
  Delivery,
  Message,
  OutboxStore,
  Postman,
  Webhook,
} from '@plumbline/plugin-workload-node';
import { SERVICE } from '@plumbline/plugin-workload-node/testUtils';
import { Knex } from 'knex';
import { IncidentRound } from '../incidents/IncidentRound';
import { incidentDigest } from '../incidents/startIncidents';
import { Estate } from './Estate';
import { startApi } from './startApi';

const OPS = new Webhook({
  name: 'ops',
  rules: { severities: ['critical', 'high', 'medium', 'low'] },
  url: new URL('https://hooks.example'),
});

/** A message as it reached people. */
export type Delivered = Message & { channel: string };

type Ask = Awaited<ReturnType<typeof startApi>>['ask'];

/** Of what a replica that is killed dies. */
export const KILLED = new Error('killed');

/** When a replica is killed. */
export type Death =
  /** What was pushed is stored, and not rolled up. */
  | 'before rolling up'
  /** States are written, incidents are not. */
  | 'before incidents'
  /** All is written, but not committed. */
  | 'before committing'
  /** A message is claimed, and may have been sent or not. */
  | 'while sending';

/** The whole of a back end: the API to push to, health, incidents and messages, all by one clock. */
export class Replica {
  /** What reached people by this replica. */
  readonly delivered: Delivered[] = [];
  readonly estate: Estate;
  readonly #ask: Ask;
  readonly #round: IncidentRound;
  readonly #postman: Postman;
  #death?: Death;

  /** @param client - may be shared with others, which are replicas then. */
  static async start(client: Knex): Promise<Replica> {
    const { ask, estate } = await startApi(client, [OPS]);
    return new Replica(ask, estate);
  }

  private constructor(ask: Ask, estate: Estate) {
    this.#ask = ask;
    this.estate = estate;
    this.#round = new IncidentRound(estate);
    this.#postman = new Postman({
      outbox: new OutboxStore(estate.database),
      channels: [
        this.#channel('backstage', true),
        this.#channel(OPS.channel, false),
      ],
      digest: incidentDigest,
      logger: mockServices.logger.mock(),
      now: () => estate.now,
    });
    this.#makeMortal();
  }

  /** Is killed at its next chance, each time that it comes there. */
  die(death: Death) {
    this.#death = death;
  }

  /** Somebody pushes signals over HTTP. */
  async push(reports: SignalReportInput[]): Promise<void> {
    const { status, body } = await this.#ask('POST /signals', {
      body: { reports },
      as: SERVICE,
    });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  /** What tasks do every few seconds, one after the other. */
  readonly tasks: (() => Promise<void>)[] = [
    () => this.#orDie(this.estate.rollUp.runDue()),
    () => this.#orDie(this.#round.run(this.estate.now)),
    () => this.#orDie(this.#postman.run()),
  ];

  async #orDie(work: Promise<void>) {
    await work.catch(error => {
      if (error !== KILLED) throw error;
    });
  }

  #makeMortal() {
    const { desk, rollUp } = this.estate;
    const run = rollUp.run.bind(rollUp);
    const apply = desk.apply.bind(desk);
    rollUp.run = async refs => {
      if (this.#death === 'before rolling up') throw KILLED;
      await run(refs);
    };
    desk.apply = async (transaction, news) => {
      if (this.#death === 'before incidents') throw KILLED;
      await apply(transaction, news);
      if (this.#death === 'before committing') throw KILLED;
    };
  }

  #channel(name: string, replaces: boolean): Channel {
    return {
      channel: name,
      title: name,
      replaces,
      placeOf: ({ aboutRef }) => (replaces ? aboutRef : name),
      listenerOf: ({ ownerRef, alsoTo = [] }) =>
        replaces ? [ownerRef, ...alsoTo].join(' ') : name,
      send: async (message): Promise<Delivery> => {
        if (this.#death === 'while sending') throw KILLED;
        this.delivered.push({ ...message, channel: name });
        return { outcome: 'sent' };
      },
    };
  }
}
