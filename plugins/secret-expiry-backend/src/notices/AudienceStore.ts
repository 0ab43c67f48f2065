import { FindingCode } from '@plumbline/plugin-secret-expiry-common';
import {
  Message,
  anyOf,
  putInOutbox,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** Stands for all in the table of audiences. */
const EVERYONE = '*';

/** What is known of one who hears of credentials. */
export interface Audience {
  /** Counts what they were told. */
  revision: number;
  /** ISO 8601, when last. */
  toldAt?: string;
  /** Monday (`2026-11-16`) of their last weekly digest. */
  week?: string;
  /** What that said of findings: how many credentials have which. */
  findings?: FindingNumbers;
}

/** How many credentials have which finding. */
export type FindingNumbers = Partial<Record<FindingCode, number>>;

/** What one audience is told, and what they know then. */
export interface Telling {
  audience: string;
  /** As it was read before anything else of this was. */
  before?: Audience;
  /** Ids of the decisions that this tells of. */
  newIds: number[];
  /** Ids of those of which it says that they are over. */
  overIds: number[];
  /** Of a weekly digest. */
  weekly?: Required<Pick<Audience, 'week' | 'findings'>>;
  channel: string;
  message: Message;
}

interface AudienceRow {
  audience: string;
  revision: number;
  told_at: string | null;
  week: string | null;
  findings: string | null;
}

/** Somebody else told them something since. */
class ToldMeanwhile extends Error {}

/** Those who hear of credentials, and what they were told last. */
export class AudienceStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Everyone who was told anything. */
  async all(): Promise<Map<string, Audience>> {
    const rows = await this.#database<AudienceRow>('audiences').select();
    return new Map(
      rows.map(row => [
        row.audience,
        {
          revision: row.revision,
          toldAt: row.told_at ?? undefined,
          week: row.week ?? undefined,
          findings: row.findings ? JSON.parse(row.findings) : undefined,
        },
      ]),
    );
  }

  /** Whether all had the weekly digest of a week. */
  hadWeek(audiences: Map<string, Audience>, week: string): boolean {
    return audiences.get(EVERYONE)?.week === week;
  }

  /** Notes that all had the weekly digest of a week. */
  async noteWeek(week: string): Promise<void> {
    await this.#database<AudienceRow>('audiences')
      .insert({
        audience: EVERYONE,
        revision: 0,
        told_at: null,
        week,
        findings: null,
      })
      .onConflict('audience')
      .merge(['week']);
  }

  /**
   * Puts a message in the outbox and notes what they know then, all or nothing.
   * Of two that tell the same audience at once, one does.
   *
   * @returns whether it was this one.
   */
  async tell(telling: Telling, at: string): Promise<boolean> {
    try {
      await this.#database.transaction(transaction =>
        tellIn(transaction, telling, at),
      );
      return true;
    } catch (error) {
      if (error instanceof ToldMeanwhile) return false;
      throw error;
    }
  }
}

async function tellIn(
  transaction: Knex.Transaction,
  telling: Telling,
  at: string,
) {
  const { audience, before, channel, message } = telling;
  const { week, findings } = telling.weekly ?? before ?? {};
  await claim(transaction, {
    audience,
    revision: (before?.revision ?? 0) + 1,
    told_at: at,
    week: week ?? null,
    findings: findings ? JSON.stringify(findings) : null,
  });
  for (const ids of slices(telling.newIds)) {
    await transaction('told')
      .where(anyOf(transaction, 'id', ids))
      .update({ told_at: at });
  }
  for (const ids of slices(telling.overIds)) {
    await transaction('told')
      .where(anyOf(transaction, 'id', ids))
      .update({ over_at: at });
  }
  await putInOutbox(transaction, [{ channel, message }], at);
}

async function claim(transaction: Knex.Transaction, row: AudienceRow) {
  const { audience, revision } = row;
  if (revision === 1) {
    const added = await transaction('audiences')
      .insert(row)
      .onConflict('audience')
      .ignore()
      .returning('audience');
    if (added.length === 0) throw new ToldMeanwhile();
    return;
  }
  const count = await transaction('audiences')
    .where({ audience, revision: revision - 1 })
    .update(row);
  if (count === 0) throw new ToldMeanwhile();
}
