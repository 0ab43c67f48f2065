import {
  Acknowledgement,
  ExpiryPolicy,
} from '@plumbline/plugin-secret-expiry-common';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { deriveRows } from './deriveRows';
import { AcknowledgementRow, toAcknowledgement } from './rows';
import { takeTurn } from './takeTurn';

/** An acknowledgement with what it is about. */
export interface StoredAcknowledgement extends Acknowledgement {
  /** The row that it was said of; absent in those of an earlier version. */
  credentialId?: string;
  /** See `identityOf` and `versionOf`. */
  identity: string;
  version: string;
}

type Row = AcknowledgementRow & { credential_id: string | null };

/**
 * Who said of which version of a credential that its warning is known. What was
 * said stays until `Keeper` forgets it, long after it ended. What is written and
 * what follows from it in the rows of credentials is one transaction.
 */
export class AcknowledgementStore {
  readonly #database: Knex;
  readonly #policy: ExpiryPolicy;

  constructor(database: Knex, policy: ExpiryPolicy) {
    this.#database = database;
    this.#policy = policy;
  }

  /**
   * Adds some, all or none.
   *
   * @returns refs of the workloads concerned.
   */
  async add(
    acknowledgements: (StoredAcknowledgement & { credentialId: string })[],
    now: Date,
  ): Promise<string[]> {
    return this.#database.transaction(async transaction => {
      await takeTurn(transaction);
      await transaction<Row>('acknowledgements').insert(
        acknowledgements.map(each => ({
          id: each.id,
          identity: each.identity,
          version: each.version,
          credential_id: each.credentialId,
          kind: each.kind,
          by: each.by,
          at: each.at,
          reason: each.reason,
          until: each.until,
          revoked_at: null,
          revoked_by: null,
          voided_at: null,
        })),
      );
      const identities = acknowledgements.map(({ identity }) => identity);
      return deriveRows(transaction, identities, {
        policy: this.#policy,
        now,
      });
    });
  }

  /** One of them; `undefined` when there is none of this id. */
  async get(id: string): Promise<StoredAcknowledgement | undefined> {
    const row = await this.#database<Row>('acknowledgements')
      .where({ id })
      .first();
    return row && toStored(row);
  }

  /**
   * Takes one back.
   *
   * @returns refs of the workloads concerned; `undefined` when it had been taken
   * back before.
   */
  async revoke(
    { id, identity }: Pick<StoredAcknowledgement, 'id' | 'identity'>,
    by: string,
    now: Date,
  ): Promise<string[] | undefined> {
    return this.#database.transaction(async transaction => {
      // Before its row is locked: a rotation voids it while it has the turn.
      await takeTurn(transaction);
      const updated = await transaction<Row>('acknowledgements')
        .where({ id })
        .whereNull('revoked_at')
        .update({ revoked_at: now.toISOString(), revoked_by: by });
      if (updated === 0) return undefined;
      return deriveRows(transaction, [identity], {
        policy: this.#policy,
        now,
      });
    });
  }

  /** What was said of a credential, in any of its versions and places; newest first. */
  async about(
    identity: string,
    credentialIds: string[],
    most: number,
  ): Promise<StoredAcknowledgement[]> {
    const rows = await this.#database<Row>('acknowledgements')
      .where({ identity })
      .orWhere(anyOf(this.#database, 'credential_id', credentialIds))
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(most);
    return rows.map(toStored);
  }
}

function toStored(row: Row): StoredAcknowledgement {
  return {
    ...toAcknowledgement(row),
    credentialId: row.credential_id ?? undefined,
    identity: row.identity,
    version: row.version,
  };
}
