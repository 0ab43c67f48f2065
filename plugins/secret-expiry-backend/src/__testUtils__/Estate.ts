import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { Knex } from 'knex';
import { ListingStore, NewOutcome } from '../store/ListingStore';
import { migrate } from '../store/migrate';
import { CredentialRow } from '../store/rows';

const DAY_MS = 86_400_000;

/** What a test says of a credential; all else is as in {@link Estate.list}. */
export type Said = Partial<Omit<ListedCredential, 'name'>> & { name: string };

/**
 * Workloads with their owners and places with credentials, stored by what stores
 * them for real. The clock stands still unless a test moves it.
 */
export class Estate {
  /** A Saturday. */
  now = new Date('2026-11-21T12:00:00.000Z');
  readonly listings: ListingStore;

  private constructor(readonly database: Knex) {
    this.listings = new ListingStore(database, DEFAULT_EXPIRY_POLICY);
  }

  static async build(client: Knex): Promise<Estate> {
    await migrate(client);
    return new Estate(client);
  }

  /** The catalog has `system:default/<name>` of a group. */
  async know(name: string, group: string, vaultFindings: object[] = []) {
    await this.database('workloads').insert({
      workload_ref: `system:default/${name}`,
      title: `The ${name}`,
      owner_ref: `group:default/${group}`,
      vault_findings: JSON.stringify(vaultFindings),
    });
    await this.listings.followWorkloads([`system:default/${name}`], this.now);
  }

  /**
   * A place has exactly these. What is not said: a secret of the shop, made 305
   * days ago, that expires 60 days from now and is renewed by hand.
   */
  async list(said: Said[], place = 'shop-kv', sourceId = 'key-vault') {
    const listed = said.map(
      (each): ListedCredential => ({
        key: `secret/${each.name}`,
        kind: 'secret',
        workloadRef: 'system:default/shop',
        entityRef: `resource:default/${place}`,
        created: this.at(-305),
        expires: this.at(60),
        rotation: 'manual',
        previous: [],
        ...each,
      }),
    );
    const id = { sourceId, place };
    await this.listings.putBatch(id, listed, this.now);
    await this.close(
      { type: 'outcome', place, title: `Vault ${place}`, outcome: 'looked' },
      listed.map(({ key }) => key),
      sourceId,
    );
  }

  /** A look at a place ended. */
  async close(outcome: NewOutcome, keys: string[], sourceId = 'key-vault') {
    await this.listings.closePlace(
      { sourceId, place: outcome.place },
      outcome,
      new Set(keys),
      this.now,
    );
  }

  /** Id of the only credential of a name, or of the one in a place. */
  async idOf(name: string, place?: string): Promise<string> {
    const row: CredentialRow = await this.database('credentials')
      .where({ name, ...(place && { place }) })
      .first();
    return row.id;
  }

  /** ISO 8601, so many days from now. */
  at(days: number): string {
    return new Date(this.now.getTime() + days * DAY_MS).toISOString();
  }
}
