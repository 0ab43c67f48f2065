import {
  CredentialState,
  FindingCode,
  Told,
} from '@plumbline/plugin-secret-expiry-common';
import {
  Message,
  anyOf,
  bulkWrite,
  putInOutbox,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { AcknowledgementRow } from '../store/rows';
import { WarningKind } from './Warning';
import { NeedingCredential, readNeeding } from './readNeeding';

/** Stands for all in the table of audiences. */
const EVERYONE = '*';

/** States in which a warning goes on; what cannot be looked at is not known to be over. */
const WARNED: CredentialState[] = [
  'expired',
  'expiring',
  'rotation-overdue',
  'unknown',
];

/** Somebody is to hear of a warning. */
export interface Decision {
  identity: string;
  version: string;
  warning: WarningKind;
  step: number;
  /** Full ref, or channel of a webhook. */
  audience: string;
  /** Of the row that leads. */
  credentialId: string;
}

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

interface ToldRow {
  identity: string;
  version: string;
  warning: WarningKind;
  step: number;
  audience: string;
  credential_id: string;
  at: string;
  told_at: string | null;
  over_at: string | null;
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

/** Who is to hear of which warning, and who did. */
export class ToldStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Whether a source is listed for the first time, since a time (ISO 8601) or later. */
  async isFirstLook(since: string): Promise<boolean> {
    const row = await this.#database('sources')
      .whereNull('last_success')
      .where('started_at', '>', since)
      .first('source_id');
    return row !== undefined;
  }

  /** Credentials that need someone, page by page. */
  needing(): AsyncIterable<NeedingCredential[]> {
    return readNeeding(this.#database);
  }

  /** What was last decided of the warnings of these identities that go on, by {@link warningKey} and audience. */
  async decided(
    identities: string[],
  ): Promise<Map<string, { step: number; audience: string; at: string }[]>> {
    const rows: ToldRow[] = await this.#database<ToldRow>('told')
      .select()
      .where(anyOf(this.#database, 'identity', identities))
      .whereNull('over_at');
    const found = new Map<
      string,
      { step: number; audience: string; at: string }[]
    >();
    for (const row of rows) {
      const { step, audience, at } = row;
      const of = found.get(warningKey(row)) ?? [];
      of.push({ step, audience, at });
      found.set(warningKey(row), of);
    }
    return found;
  }

  /** When somebody last acknowledged or snoozed a version (ISO 8601), by identity and version. */
  async lastAnswers(identities: string[]): Promise<Map<string, string>> {
    const rows: Pick<AcknowledgementRow, 'identity' | 'version' | 'at'>[] =
      await this.#database('acknowledgements')
        .select('identity', 'version')
        .max({ at: 'at' })
        .where(anyOf(this.#database, 'identity', identities))
        .groupBy('identity', 'version');
    return new Map(rows.map(row => [answerKey(row), row.at]));
  }

  /** Has somebody hear of warnings; what was decided before stays. */
  async decide(decisions: Decision[], at: string): Promise<void> {
    await bulkWrite<ToldRow>(
      this.#database,
      'told',
      decisions.map(decision => ({
        identity: decision.identity,
        version: decision.version,
        warning: decision.warning,
        step: decision.step,
        audience: decision.audience,
        credential_id: decision.credentialId,
        at,
        told_at: null,
        over_at: null,
      })),
      {
        key: ['identity', 'version', 'warning', 'step', 'audience'],
        // One that was over and is back.
        where: '"told"."over_at" is not null',
      },
    );
  }

  /** Forgets what nobody has to hear of any more, because it was dealt with before they did. */
  async forgetNeedless(): Promise<void> {
    await this.#database('told')
      .whereNull('told_at')
      .whereNotExists(
        sameVersion(this.#database).where('credentials.needs_someone', 1),
      )
      .delete();
  }

  /** Who waits to hear of something new, and of how urgent a step. */
  async waiting(): Promise<Map<string, number>> {
    const rows: { audience: string; step: number | string }[] =
      await this.#database('told')
        .select('audience')
        .max({ step: 'step' })
        .whereNull('over_at')
        .whereNull('told_at')
        .groupBy('audience');
    return new Map(rows.map(({ audience, step }) => [audience, Number(step)]));
  }

  /** Who was told of something that is over. */
  async endings(): Promise<string[]> {
    const rows: { audience: string }[] = await this.#database('told')
      .distinct('audience')
      .modify(isOver, this.#database);
    return rows.map(({ audience }) => audience);
  }

  /** Who was told before a time (ISO 8601) of something that goes on. */
  async toldBefore(at: string): Promise<string[]> {
    const rows: { audience: string }[] = await this.#database('told')
      .distinct('audience')
      .whereNull('over_at')
      .where('told_at', '<', at);
    return rows.map(({ audience }) => audience);
  }

  /** Everyone who was told anything. */
  async audiences(): Promise<Map<string, Audience>> {
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

  /** Settles what was for audiences that there are no more. */
  async dismiss(audience: string, at: string): Promise<void> {
    await this.#database('told')
      .where({ audience })
      .whereNull('over_at')
      .update({ over_at: at });
  }

  /** Forgets what was over before a time (ISO 8601). */
  async prune(before: string): Promise<void> {
    await this.#database('told').where('over_at', '<', before).delete();
  }
}

/** Says which warning is meant. */
export function warningKey(of: {
  identity: string;
  version: string;
  warning: WarningKind;
}): string {
  return `${of.identity} ${of.version} ${of.warning}`;
}

/** Says which version is meant. */
export function answerKey(of: { identity: string; version: string }): string {
  return `${of.identity} ${of.version}`;
}

/** What was last decided for people, as `audienceOf` takes it. */
export function lastTold(
  decided: { step: number; audience: string }[],
): Told | undefined {
  if (decided.length === 0) return undefined;
  const step = Math.max(...decided.map(each => each.step));
  return {
    step,
    audience: decided
      .filter(each => each.step === step)
      .map(({ audience }) => audience),
  };
}

/** The row that leads what a row of `told` is about, as long as it is the same version. */
export function sameVersion(database: Knex): Knex.QueryBuilder {
  return database('credentials')
    .select(database.raw('1'))
    .where('credentials.leads', 1)
    .where('credentials.identity', database.ref('told.identity'))
    .where('credentials.version', database.ref('told.version'));
}

/** Narrows rows of `told` to those whose audience was told, and not yet that it is over. */
export function isOver(query: Knex.QueryBuilder, database: Knex) {
  query
    .whereNull('told.over_at')
    .whereNotNull('told.told_at')
    .whereNotExists(
      sameVersion(database).where(warned =>
        warned
          .whereIn('credentials.state', WARNED)
          .orWhere('credentials.finding_codes', 'like', '%,superseded,%'),
      ),
    );
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
