import { mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import {
  OutboxStore,
  OwnerNotifications,
  Postman,
  Webhook,
  digestOf,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { AudienceStore } from '../notices/AudienceStore';
import { DigestReader } from '../notices/DigestReader';
import { NoticeRound } from '../notices/NoticeRound';
import { ToldStore } from '../notices/ToldStore';
import { wordingOfMany } from '../notices/composeDigest';
import { NOTIFICATIONS } from '../notices/startTelling';
import { AcknowledgementStore } from '../store/AcknowledgementStore';
import { ListingStore } from '../store/ListingStore';
import { migrate } from '../store/migrate';
import { CredentialRow } from '../store/rows';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** What a test says of a credential; all else is as in {@link NoticeHouse.list}. */
export type Said = Partial<Omit<ListedCredential, 'name'>> & { name: string };

/** How the house tells; as each replica does. */
export interface HouseOptions {
  webhooks?: Webhook[];
  owners?: boolean;
  platformTeamRef?: string;
}

/**
 * The workload `shop` of `group:default/shop`, a vault, a clock, and everything
 * that tells people of credentials, with the stores that are used for real.
 */
export class NoticeHouse {
  /** A Tuesday. */
  readonly start = new Date('2026-11-17T10:00:00.000Z');
  now = this.start;
  /** What people got since it was last taken. */
  sent: NotificationSendOptions[] = [];
  readonly logger = mockServices.logger.mock();
  readonly listings: ListingStore;
  readonly acknowledgements: AcknowledgementStore;

  private constructor(readonly database: Knex) {
    this.listings = new ListingStore(database, DEFAULT_EXPIRY_POLICY);
    this.acknowledgements = new AcknowledgementStore(
      database,
      DEFAULT_EXPIRY_POLICY,
    );
  }

  static async build(client: Knex): Promise<NoticeHouse> {
    await migrate(client);
    const house = new NoticeHouse(client);
    await house.know('shop');
    return house;
  }

  /** The catalog has a workload. */
  async know(name: string, ownerRef = `group:default/${name}`) {
    await this.database('workloads')
      .insert({
        workload_ref: `system:default/${name}`,
        title: `The ${name}`,
        owner_ref: ownerRef,
        vault_findings: '[]',
      })
      .onConflict('workload_ref')
      .merge();
    await this.listings.followWorkloads([`system:default/${name}`], this.now);
  }

  /**
   * A vault has exactly these. What is not said: a secret of the shop, made
   * 305 days before the start, that expires 60 days after it and is renewed by hand.
   */
  async list(said: Said[], place = 'shop-kv', sourceId = 'key-vault') {
    const listed = said.map(
      (each): ListedCredential => ({
        key: `secret/${each.name}`,
        kind: 'secret',
        workloadRef: 'system:default/shop',
        entityRef: `resource:default/${place}`,
        created: this.at(-305, this.start),
        expires: this.at(60, this.start),
        rotation: 'manual',
        previous: [],
        ...each,
      }),
    );
    const id = { sourceId, place };
    await this.listings.putBatch(id, listed, this.now);
    await this.listings.closePlace(
      id,
      { type: 'outcome', place, title: place, outcome: 'looked' },
      new Set(listed.map(({ key }) => key)),
      this.now,
    );
  }

  /** Somebody acknowledges the only credential of a name, until so many days from now. */
  async acknowledge(name: string, days: number) {
    const row: CredentialRow = await this.database('credentials')
      .where({ name })
      .first();
    await this.acknowledgements.add(
      [
        {
          id: `${name} ${this.now.getTime()}`,
          credentialId: row.id,
          identity: row.identity,
          version: row.version,
          kind: 'acknowledged',
          by: 'user:default/ada',
          at: this.now.toISOString(),
          reason: 'A new one is ordered.',
          until: this.at(days),
        },
      ],
      this.now,
    );
  }

  /** ISO 8601, so many days from now or another time. */
  at(days: number, from = this.now): string {
    return new Date(from.getTime() + days * DAY_MS).toISOString();
  }

  /** Time goes on, in milliseconds. */
  later(ms: number) {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** As each replica has one. */
  round(options: HouseOptions = {}): NoticeRound {
    return new NoticeRound({
      store: new ToldStore(this.database),
      audiences: new AudienceStore(this.database),
      reader: new DigestReader(this.database),
      webhooks: options.webhooks ?? [],
      owners: options.owners ?? true,
      platformTeamRef: options.platformTeamRef,
    });
  }

  /** As each replica has one. */
  postman(): Postman {
    return new Postman({
      outbox: new OutboxStore(this.database),
      channels: [
        new OwnerNotifications(
          { send: async options => void this.sent.push(options) },
          NOTIFICATIONS,
        ),
      ],
      digest: messages => digestOf(messages, wordingOfMany(messages)),
      logger: this.logger,
      now: () => this.now,
    });
  }

  /** What follows from the time that has passed. */
  async judge() {
    await this.listings.judgeDue(this.now);
  }

  /** Who was told of the credential with how many days left, most first. */
  async heard(expires: string): Promise<[number, string[]][]> {
    const rows: { told_at: string; audience: string }[] = await this.database(
      'told',
    )
      .whereNotNull('told_at')
      .orderBy(['told_at', 'audience']);
    const found = new Map<number, string[]>();
    for (const { told_at, audience } of rows) {
      const left = (Date.parse(expires) - Date.parse(told_at)) / DAY_MS;
      found.set(left, [...(found.get(left) ?? []), audience]);
    }
    return [...found];
  }

  /** Tells what is new, and gives what was told, with who heard it. */
  async told(options: HouseOptions = {}) {
    await this.judge();
    await this.round(options).run(this.now);
    await this.postman().run();
    return this.sent.splice(0).map(({ recipients, payload }) => ({
      to: (recipients as { entityRef: string[] }).entityRef.join(),
      ...payload,
    }));
  }
}
