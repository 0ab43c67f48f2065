import {
  CREDENTIAL_STATES,
  CalendarDay,
  CredentialCalendar,
  CredentialCounts,
  CredentialFilterValues,
  CredentialListItem,
  CredentialOrder,
  CredentialsFilter,
  CredentialsPage,
  FINDING_CODES,
} from '@plumbline/plugin-secret-expiry-common';
import { anyOf, byBytes, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { Scope } from './Scope';
import { FINDING_BITS, STATE_CODES, dayNumber, dayText } from './list/codes';
import { narrow } from './list/conditions';
import { ITEM_COLUMNS, ItemRow, toItem } from './list/items';

const DAY_MS = 86_400_000;
const COUNTED_DAYS = [7, 30, 90];
const ITEMS_PER_DAY = 3;
const MOST_CHOICES = 1_000;

/** What is compared: a column of `list_rows`, or what is searched of the word in it. */
const SORT_COLUMNS: Record<string, { column: string; isWord?: boolean }> = {
  urgency: { column: 'urgency' },
  expires: { column: 'expires' },
  actBy: { column: 'act_by' },
  name: { column: 'name' },
  kind: { column: 'kind' },
  workload: { column: 'workload', isWord: true },
  owner: { column: 'owner', isWord: true },
  where: { column: 'entity', isWord: true },
  stage: { column: 'stage' },
};

/** What ties are decided by, before the number. */
const TIES: Record<string, string> = { urgency: 'act_by' };

/**
 * Lists credentials, one row each however many places have it. What fits is
 * found, counted and sorted in narrow rows of numbers; only then are the wide
 * rows of a page read.
 */
export class CredentialListStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** A page of those that a filter lets through; the total is right past the last page too. */
  async page(
    filter: CredentialsFilter,
    orderBy: CredentialOrder,
    paging: { limit: number; offset: number },
    scope: Scope,
  ): Promise<CredentialsPage> {
    const db = this.#database;
    const page = this.#inOrder(filter, orderBy, scope)
      .limit(paging.limit)
      .offset(paging.offset);
    const rows: (Partial<ItemRow> & { total: number | string })[] =
      await this.#wide(
        db
          .with('page', page)
          .select('counted.total')
          .from(this.#found(filter, scope).count({ total: '*' }).as('counted'))
          .joinRaw('left join page on true'),
      ).modify(query => sort(query, db, orderBy, 'page'));
    return {
      items: rows.flatMap(row => (row.id ? [toItem(row as ItemRow)] : [])),
      total: Number(rows[0].total),
    };
  }

  /** All that a filter lets through, in order; some at a time. */
  async *items(
    filter: CredentialsFilter,
    orderBy: CredentialOrder,
    scope: Scope,
    most = Infinity,
  ): AsyncGenerator<CredentialListItem[]> {
    const db = this.#database;
    const query = this.#inOrder(filter, orderBy, scope);
    if (most !== Infinity) query.limit(most);
    const found: { n: number }[] = await query;
    for (const some of slices(found)) {
      const numbers = some.map(({ n }) => n);
      const rows: (ItemRow & { n: number })[] = await this.#wide(
        db.select('page.n').from({ page: 'list_rows' }),
      ).where(anyOf(db, 'page.n', numbers));
      const byNumber = new Map(rows.map(row => [row.n, row]));
      yield numbers.flatMap(n => {
        const row = byNumber.get(n);
        return row?.id ? [toItem(row)] : [];
      });
    }
  }

  /** How many fit a filter, by state and finding. */
  async counts(
    filter: CredentialsFilter,
    scope: Scope,
    now: Date,
  ): Promise<CredentialCounts> {
    const db = this.#database;
    const from = now.getTime();
    const [row]: Record<string, number | string>[] = await this.#found(
      filter,
      scope,
    ).select(
      db.raw('count(*) as total'),
      db.raw('count(case when l.needs_someone = 1 then 1 end) as needing'),
      db.raw('count(case when l.acknowledged = 1 then 1 end) as acknowledged'),
      ...CREDENTIAL_STATES.map(state =>
        db.raw('count(case when l.state = ? then 1 end) as ??', [
          STATE_CODES[state],
          `state ${state}`,
        ]),
      ),
      ...FINDING_CODES.map(code =>
        db.raw('count(case when (l.findings & ?) <> 0 then 1 end) as ??', [
          FINDING_BITS[code],
          `finding ${code}`,
        ]),
      ),
      ...COUNTED_DAYS.map(days =>
        db.raw(
          'count(case when l.expires >= ? and l.expires < ? then 1 end) as ??',
          [from, from + days * DAY_MS, `within ${days}`],
        ),
      ),
    );
    const numbers = <K extends string>(kind: string, keys: readonly K[]) =>
      Object.fromEntries(
        keys.map(key => [key, Number(row[`${kind} ${key}`])]),
      ) as Record<K, number>;
    return {
      total: Number(row.total),
      needsSomeone: Number(row.needing),
      acknowledged: Number(row.acknowledged),
      states: numbers('state', CREDENTIAL_STATES),
      findings: numbers('finding', FINDING_CODES),
      within: COUNTED_DAYS.map(days => ({
        days,
        count: Number(row[`within ${days}`]),
      })),
    };
  }

  /** What the credentials that somebody may read can be filtered by. */
  async filterValues(scope: Scope): Promise<CredentialFilterValues> {
    const db = this.#database;
    const choices = async (column: string): Promise<string[]> => {
      const rows: { word: string }[] = await db('list_words')
        .select('word')
        .whereIn('n', this.#found({}, scope).distinct(`l.${column}`))
        .orderByRaw(byBytes(db, 'word'))
        .limit(MOST_CHOICES);
      return rows.map(({ word }) => word);
    };
    const [owners, entityRefs, stamps] = await Promise.all(
      ['owner', 'entity', 'stamp'].map(choices),
    );
    return { owners, entityRefs, stamps };
  }

  /**
   * What expires on which day.
   *
   * @param filter - with both `expiresFrom` and `expiresBefore`.
   */
  async calendar(
    filter: CredentialsFilter & { expiresFrom: string; expiresBefore: string },
    scope: Scope,
  ): Promise<CredentialCalendar> {
    const db = this.#database;
    const inDays = () =>
      this.#found(filter, scope).whereBetween('l.day', [
        dayNumber(Date.parse(filter.expiresFrom)),
        dayNumber(Date.parse(filter.expiresBefore)),
      ]);
    const days = inDays()
      .select('l.day')
      .count({ count: '*' })
      .sum({ manual: 'l.manual' })
      .groupBy('l.day');
    // One at a time, because SQLite has no lateral join.
    const nth = (place: number) =>
      this.#found(filter, scope)
        .select('l.n')
        .whereRaw('l.day = days.day')
        .orderByRaw('l.urgency, l.act_by nulls last, l.n')
        .limit(1)
        .offset(place);
    const places = Array.from({ length: ITEMS_PER_DAY }, (_, place) => place);
    const firsts = places.map(place =>
      db.select('days.*', { n: nth(place) }).from('days'),
    );
    const rows: (ItemRow & DayRow)[] = await db
      .withMaterialized('days', days)
      .with('firsts', db.unionAll(firsts))
      .select('firsts.day', 'firsts.count', 'firsts.manual')
      .select('c.id', 'c.name', 'c.kind', 'c.workload_ref')
      .select('c.state', 'c.stage', 'c.rotation')
      .from('firsts')
      .join({ m: 'list_numbers' }, 'm.n', 'firsts.n')
      .join({ c: 'credentials' }, 'c.id', 'm.credential_id')
      .orderByRaw('firsts.day, c.urgency, c.act_by nulls last, firsts.n');
    const byDay = new Map<number, CalendarDay>();
    for (const row of rows) {
      const day: CalendarDay = byDay.get(row.day) ?? {
        day: dayText(row.day),
        count: Number(row.count),
        manual: Number(row.manual),
        items: [],
      };
      day.items.push({
        id: row.id,
        name: row.name,
        kind: row.kind,
        workloadRef: row.workload_ref,
        state: row.state,
        stage: row.stage,
        rotation: row.rotation,
      });
      byDay.set(row.day, day);
    }
    return { days: [...byDay.values()] };
  }

  /** Narrow rows `l` that fit. */
  #found(filter: CredentialsFilter, scope: Scope) {
    const db = this.#database;
    return db({ l: 'list_rows' }).modify(query => {
      narrow(query, db, filter, scope);
    });
  }

  /** Numbers of what fits, with what they are sorted by. */
  #inOrder(filter: CredentialsFilter, orderBy: CredentialOrder, scope: Scope) {
    const db = this.#database;
    const { column, isWord, tie } = orderOf(orderBy);
    const query = this.#found(filter, scope).select('l.n', {
      first: isWord ? 'w.searched' : `l.${column}`,
      second: `l.${tie}`,
    });
    if (isWord) query.leftJoin({ w: 'list_words' }, 'w.n', `l.${column}`);
    return query.modify(sorted => sort(sorted, db, orderBy));
  }

  /** Adds the wide rows of `page.n`. */
  #wide(query: Knex.QueryBuilder) {
    return query
      .select(ITEM_COLUMNS)
      .leftJoin({ m: 'list_numbers' }, 'm.n', 'page.n')
      .leftJoin({ c: 'credentials' }, 'c.id', 'm.credential_id')
      .leftJoin({ p: 'places' }, join =>
        join
          .on('p.source_id', 'c.source_id')
          .andOn('p.place', 'c.place'),
      )
      .leftJoin({ a: 'acknowledgements' }, 'a.id', 'c.ack_id');
  }
}

interface DayRow {
  day: number;
  count: number | string;
  manual: number | string;
}

function orderOf(orderBy: CredentialOrder) {
  const name = orderBy.replace(/^-/, '');
  return {
    ...SORT_COLUMNS[name],
    tie: TIES[name] ?? 'expires',
    direction: orderBy.startsWith('-') ? 'desc' : 'asc',
  };
}

/** Sorts by what {@link CredentialListStore} selects as `first` and `second`, then by number. */
function sort(
  query: Knex.QueryBuilder,
  database: Knex,
  orderBy: CredentialOrder,
  of?: string,
) {
  const { column, isWord, tie, direction } = orderOf(orderBy);
  // Within the query of a page itself, columns are named as they are there: PostgreSQL does not
  // take its own names of them in an expression.
  const own = isWord ? 'w.searched' : `l.${column}`;
  const first = of ? `${of}.first` : own;
  const second = of ? `${of}.second` : `l.${tie}`;
  const isText = isWord || column === 'name';
  const compared = isText
    ? byBytes(database, first)
    : database.raw('??', [first]).toQuery();
  query
    .orderByRaw(`${compared} ${direction} nulls last`)
    .orderByRaw(`?? ${tie === 'act_by' ? direction : 'asc'} nulls last`, [
      second,
    ])
    .orderBy(`${of ?? 'l'}.n`);
}
