import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

interface NoticeRow {
  notice_id: string;
  told: string;
  revision: number;
  claimed_at: string;
  sent_at: string | null;
}

interface DigestDayRow {
  day: string;
  events_from: string;
  dates_from: string;
  ends_at: string;
  events_until: string;
  dates_until: string;
}

/** What a digest tells of; times are ISO 8601. */
export interface DigestCoverage {
  /** Things that happened from then on. */
  eventsFrom: string;
  /** Days to be reminded of from then on, to the end of the digest day. */
  datesFrom: string;
}

/** Who of several replicas sends a notice. */
export interface Claim {
  noticeId: string;
  revision: number;
}

/** What people were told, so that nobody is told twice. */
export class NoticeStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Claims the notices that say something which was not said yet. Of two that
   * claim the same at once, one gets it.
   *
   * @param at - ISO 8601.
   * @param givenUpBefore - ISO 8601; whoever claimed before and has not sent by
   * now never will.
   */
  async claim(
    notices: { id: string; keys: string[] }[],
    at: string,
    givenUpBefore: string,
  ): Promise<Claim[]> {
    const claims: Claim[] = [];
    for (const batch of slices(notices, 100)) {
      const known = new Map(
        (
          await this.#database<NoticeRow>('sent_notices')
            .select()
            .whereIn(
              'notice_id',
              batch.map(({ id }) => id),
            )
        ).map(row => [row.notice_id, row]),
      );
      const rows = batch.flatMap(({ id, keys }): NoticeRow[] => {
        const before = known.get(id);
        const told: string[] = before ? JSON.parse(before.told) : [];
        if (before && !isWanted(before, told, keys, givenUpBefore)) return [];
        return [
          {
            notice_id: id,
            told: JSON.stringify([...new Set([...told, ...keys])]),
            revision: (before?.revision ?? 0) + 1,
            claimed_at: at,
            sent_at: null,
          },
        ];
      });
      if (rows.length === 0) continue;
      const won = await this.#database<NoticeRow>('sent_notices')
        .insert(rows)
        .onConflict('notice_id')
        .merge()
        .whereRaw('sent_notices.revision = excluded.revision - 1')
        .returning(['notice_id', 'revision']);
      claims.push(
        ...won.map(row => ({
          noticeId: row.notice_id,
          revision: row.revision,
        })),
      );
    }
    return claims;
  }

  /** Notes that a claimed notice was sent. */
  async noteSent({ noticeId, revision }: Claim, at: string): Promise<void> {
    await this.#database<NoticeRow>('sent_notices')
      .where({ notice_id: noticeId, revision })
      .update({ sent_at: at });
  }

  /** Gives claimed notices back that could not be sent, for a later attempt. */
  async release(claims: Claim[]): Promise<void> {
    for (const { noticeId, revision } of claims) {
      await this.#database<NoticeRow>('sent_notices')
        .where({ notice_id: noticeId, revision })
        .update({ claimed_at: '' });
    }
  }

  /** The keys of what was said by sent notices, by id of the notice. */
  async told(noticeIds: string[]): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    for (const ids of slices(noticeIds)) {
      const rows = await this.#database<NoticeRow>('sent_notices')
        .select('notice_id', 'told')
        .whereIn('notice_id', ids)
        .whereNotNull('sent_at');
      for (const row of rows) {
        found.set(row.notice_id, new Set<string>(JSON.parse(row.told)));
      }
    }
    return found;
  }

  /**
   * What the digest of a day tells of: whatever those before have not, as far
   * back as `earliest`. The first look at a day decides it for all replicas.
   */
  async coverage(
    { day, start, end }: { day: string; start: string; end: string },
    earliest: string,
  ): Promise<DigestCoverage & { previousDay?: string }> {
    const [previous] = await this.#database<DigestDayRow>('digest_days')
      .where('day', '<', day)
      .orderBy('day', 'desc')
      .limit(1);
    // The first digest ever begins with its day, and none reaches back too far.
    const from = (time: string | undefined) => {
      if (time === undefined) return start;
      return time < earliest ? earliest : time;
    };
    const eventsFrom = from(previous?.events_until);
    const datesFrom = from(previous?.dates_until);
    await this.#database<DigestDayRow>('digest_days')
      .insert({
        day,
        events_from: eventsFrom,
        dates_from: datesFrom,
        ends_at: end,
        events_until: eventsFrom,
        dates_until: datesFrom,
      })
      .onConflict('day')
      .ignore();
    const row = await this.#database<DigestDayRow>('digest_days')
      .where({ day })
      .first();
    return {
      eventsFrom: row!.events_from,
      datesFrom: row!.dates_from,
      previousDay: previous?.day,
    };
  }

  /** Notes that the digests of a day were sent, with everything that happened by then. */
  async noteCovered(day: string, eventsUntil: string): Promise<void> {
    await this.#database<DigestDayRow>('digest_days')
      .where({ day })
      .where('events_until', '<=', eventsUntil)
      .update({
        events_until: eventsUntil,
        dates_until: this.#database.ref('ends_at') as never,
      });
  }
}

function isWanted(
  row: NoticeRow,
  told: string[],
  keys: string[],
  givenUpBefore: string,
): boolean {
  // Someone is sending it right now; what is new is for the next time.
  if (row.sent_at === null) return row.claimed_at < givenUpBefore;
  return keys.some(key => !told.includes(key));
}
