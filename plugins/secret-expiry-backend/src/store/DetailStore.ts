import {
  CredentialListItem,
  CredentialState,
} from '@plumbline/plugin-secret-expiry-common';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { Scope, narrowTo } from './Scope';
import { ItemRow, itemColumns, toItem } from './list/items';
import { Change } from './rows';

/** A credential in one of its places, with what ties it to the others. */
export interface Placement {
  item: CredentialListItem;
  /** See `identityOf` and `versionOf`. */
  identity: string;
  version: string;
  /** Whether it stands for all places. */
  leads: boolean;
  /** Full ref of who owns its workload. */
  workloadOwnerRef?: string;
}

/** Something that happened to a credential at some time. */
export interface Happened {
  /** ISO 8601. */
  at: string;
  change: Change;
  /** After it. */
  state: CredentialState;
  /** After it. */
  stage: number;
  /** ISO 8601; dates of the version that it is about. */
  created: string;
  /** ISO 8601. */
  expires?: string;
}

/** Somebody was told of a credential. */
export interface Told {
  /** ISO 8601. */
  at: string;
  /** Stage 1 to 6; 7 once it was past its date. */
  step: number;
  /** Full ref of who was told, or `webhook:` and its name. */
  audience: string;
}

interface PlacementRow extends ItemRow {
  workload_owner_ref: string | null;
}

interface TransitionRow {
  at: string;
  change: Change;
  state: CredentialState;
  stage: number;
  created: string;
  expires: string | null;
}

/** Single credentials with all their places and their past. */
export class DetailStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The live ones among these that somebody may read, by id. */
  async named(ids: string[], scope: Scope): Promise<Map<string, Placement>> {
    const placements = await this.#read(
      query => query.where(anyOf(this.#database, 'c.id', ids)),
      scope,
    );
    return new Map(placements.map(each => [each.item.id, each]));
  }

  /** All live places of credentials that somebody may read; those that lead first. */
  async ofIdentities(identities: string[], scope: Scope): Promise<Placement[]> {
    return this.#read(
      query => query.where(anyOf(this.#database, 'c.identity', identities)),
      scope,
    );
  }

  /** What happened to the credential in one place, newest first. */
  async past(credentialId: string, most: number): Promise<Happened[]> {
    const rows: TransitionRow[] = await this.#database('transitions')
      .select('at', 'change', 'state', 'stage', 'created', 'expires')
      .where('credential_id', credentialId)
      .orderBy('id', 'desc')
      .limit(most);
    return rows.map(row => ({ ...row, expires: row.expires ?? undefined }));
  }

  /** Who was told of a credential, in any of its versions and places; newest first. */
  async told(
    identity: string,
    credentialIds: string[],
    most: number,
  ): Promise<Told[]> {
    const db = this.#database;
    const rows: { told_at: string; step: number; audience: string }[] =
      await db('told')
        .select('told_at', 'step', 'audience')
        .whereNotNull('told_at')
        .where(either =>
          either
            .where({ identity })
            .orWhere(anyOf(db, 'credential_id', credentialIds)),
        )
        .orderBy([
          { column: 'told_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(most);
    return rows.map(({ told_at: at, ...row }) => ({ at, ...row }));
  }

  async #read(
    which: (query: Knex.QueryBuilder) => void,
    scope: Scope,
  ): Promise<Placement[]> {
    const db = this.#database;
    const rows: PlacementRow[] = await db({ c: 'credentials' })
      .select(itemColumns(db, scope))
      .select({ workload_owner_ref: 'w.owner_ref' })
      .leftJoin({ p: 'places' }, join =>
        join.on('p.source_id', 'c.source_id').andOn('p.place', 'c.place'),
      )
      .leftJoin({ a: 'acknowledgements' }, 'a.id', 'c.ack_id')
      .leftJoin({ w: 'workloads' }, 'w.workload_ref', 'c.workload_ref')
      .whereNull('c.removed_at')
      .modify(which)
      .modify(narrowTo(scope, db, { credentials: 'c', workloads: 'w' }))
      .orderBy([{ column: 'c.leads', order: 'desc' }, { column: 'c.id' }]);
    return rows.map(row => ({
      item: toItem(row),
      identity: row.identity,
      version: row.version,
      leads: row.leads === 1,
      workloadOwnerRef: row.workload_owner_ref ?? undefined,
    }));
  }
}
