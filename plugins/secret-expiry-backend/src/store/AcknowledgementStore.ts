import { Acknowledgement } from '@plumbline/plugin-secret-expiry-common';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { AcknowledgementRow, toAcknowledgement } from './rows';

/** An acknowledgement with what it is about. */
export interface StoredAcknowledgement extends Acknowledgement {
  /** The row that it was said of; absent in those of an earlier version. */
  credentialId?: string;
  /** See `identityOf` and `versionOf`. */
  identity: string;
  version: string;
}

type Row = AcknowledgementRow & { credential_id: string | null };

/** Who said of which version of a credential that its warning is known. Nothing is deleted. */
export class AcknowledgementStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Adds some, all or none. */
  async add(
    acknowledgements: (StoredAcknowledgement & { credentialId: string })[],
  ): Promise<void> {
    await this.#database<Row>('acknowledgements').insert(
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
   * @returns whether it had not been taken back before.
   */
  async revoke(id: string, by: string, now: Date): Promise<boolean> {
    const updated = await this.#database<Row>('acknowledgements')
      .where({ id })
      .whereNull('revoked_at')
      .update({ revoked_at: now.toISOString(), revoked_by: by });
    return updated > 0;
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
