import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { AcknowledgementRow } from '../store/rows';
import { WarningKind } from './Warning';
import { NeedingCredential, readNeeding } from './readNeeding';
import { Lead, OpenRow, goesOn, isNeeding, readLeads } from './toldRows';

/** Rows in memory at once. */
const AT_ONCE = 2_000;

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

/** What there is to tell an audience. */
export interface Survey {
  /** The most urgent step of which they are still to hear; 0 for none. */
  waitingStep: number;
  /** Whether something is over of which they were told. */
  hasEnded: boolean;
  /** ISO 8601, when they were first told of something that is not over. */
  firstToldAt?: string;
}

const NOTHING: Survey = { waitingStep: 0, hasEnded: false };

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

/** Who is to hear of which warning, and who did. */
export class ToldStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Whether nobody was ever told anything, and a source is still to end its first look. */
  async isNewEstate(): Promise<boolean> {
    const told = await this.#database('audiences')
      .whereNotNull('told_at')
      .first('audience');
    if (told) return false;
    const looking = await this.#database('sources')
      .whereNull('last_looked')
      .first('source_id');
    return looking !== undefined;
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

  /**
   * Looks through everything that is not over, and forgets what nobody has to
   * hear of any more, because it was dealt with before they did.
   *
   * @returns by audience.
   */
  async survey(): Promise<Map<string, Survey>> {
    const found = new Map<string, Survey>();
    for (let after = 0, isFull = true; isFull; ) {
      const rows: OpenRow[] = await this.#database('told')
        .select('id', 'identity', 'version', 'step', 'audience', 'told_at')
        .whereNull('over_at')
        .where('id', '>', after)
        .orderBy('id')
        .limit(AT_ONCE);
      const leads = await readLeads(
        this.#database,
        rows.map(({ identity }) => identity),
      );
      const needless: number[] = [];
      for (const row of rows) {
        const lead = leads.get(row.identity);
        if (row.told_at !== null || isNeeding(row, lead)) {
          const before = found.get(row.audience) ?? NOTHING;
          found.set(row.audience, withRow(before, row, lead));
        } else {
          needless.push(row.id);
        }
      }
      await this.#forget(needless);
      isFull = rows.length === AT_ONCE;
      after = rows[rows.length - 1]?.id ?? after;
    }
    return found;
  }

  async #forget(ids: number[]) {
    for (const some of slices(ids)) {
      await this.#database('told')
        .where(anyOf(this.#database, 'id', some))
        .whereNull('told_at')
        .delete();
    }
  }

  /** Settles what is over and not told. */
  async settle(ids: number[], at: string): Promise<void> {
    for (const some of slices(ids)) {
      await this.#database('told')
        .where(anyOf(this.#database, 'id', some))
        .update({ over_at: at });
    }
  }

  /** Settles what was for audiences that there are no more. */
  async dismiss(audience: string, at: string): Promise<void> {
    await this.#database('told')
      .where({ audience })
      .whereNull('over_at')
      .update({ over_at: at });
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

function withRow(before: Survey, row: OpenRow, lead: Lead | undefined): Survey {
  const { told_at: toldAt, step } = row;
  if (toldAt === null) {
    return { ...before, waitingStep: Math.max(before.waitingStep, step) };
  }
  const { firstToldAt = toldAt } = before;
  return {
    ...before,
    hasEnded: before.hasEnded || !goesOn(row, lead),
    firstToldAt: toldAt < firstToldAt ? toldAt : firstToldAt,
  };
}
