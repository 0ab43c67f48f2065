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
import {
  ROWS_PER_STATEMENT,
  anyOf,
  byBytes,
  inTurns,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { Scope } from './Scope';
import { FINDING_BITS, STATE_CODES, dayText } from './list/codes';
import {
  asksOfWords,
  rowsThatFit,
  withAids,
  withoutNeedless,
} from './list/conditions';
import { ItemRow, itemColumns, toItem } from './list/items';

const DAY_MS = 86_400_000;
const COUNTED_DAYS = [7, 30, 90];
const ITEMS_PER_DAY = 3;
const MOST_CHOICES = 1_000;

/** What is compared: a column of `list_rows as l`, or of `list_spots as s`. */
const SORT_COLUMNS: Record<string, { column: string; isText?: boolean }> = {
  urgency: { column: 'l.urgency' },
  expires: { column: 'l.expires' },
  actBy: { column: 'l.act_by' },
  name: { column: 'l.name', isText: true },
  kind: { column: 'l.kind' },
  workload: { column: 's.workload_words', isText: true },
  owner: { column: 's.owner_ref', isText: true },
  where: { column: 's.entity_ref', isText: true },
  stage: { column: 'l.stage' },
};

/** What ties are decided by before the number, unless that is `expires`. */
const TIES: Record<string, string> = {
  // Nobody must act by any time where nothing warns.
  urgency: 'coalesce(l.act_by, l.expires)',
};

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

  /**
   * A page of those that a filter lets through; the total is right past the
   * last page too. Total and numbers are of one moment; what is gone when the
   * wide rows are read is left out.
   */
  async page(
    filter: CredentialsFilter,
    orderBy: CredentialOrder,
    paging: { limit: number; offset: number },
    scope: Scope,
  ): Promise<CredentialsPage> {
    const db = this.#database;
    const asked = await withoutNeedless(db, filter);
    const found = this.#sorted(asked, orderBy, scope);
    // Words, dear to look for in names, are looked for once; all else is cheaper
    // to do twice, for the count and for the page, than to write down.
    const isDear = asksOfWords(asked);
    const query = withAids(db.queryBuilder(), db, asked, scope);
    if (isDear) query.withMaterialized('found', found);
    else query.withNotMaterialized('found', found);
    const counted = isDear ? db('found') : this.#found(asked, scope);
    const page = inOrder(
      db
        .select(
          'n',
          'first',
          'second',
          db.raw('cast(null as integer) as total'),
        )
        .from('found'),
      db,
      orderBy,
      'found',
    )
      .limit(paging.limit)
      .offset(paging.offset);
    // A row of its own has the total, which is so right past the last page too.
    // To join a page takes longer than to find it.
    const rows: { n: number | null; total: number | string | null }[] =
      await inOrder(
        query.select('n', 'total').from(
          db
            .select()
            .from(page.as('page'))
            .unionAll(
              counted.select(db.raw('null, null, null')).count({ total: '*' }),
            )
            .as('either'),
        ),
        db,
        orderBy,
        'either',
      );
    return {
      items: await this.#read(
        rows.filter(row => row.total === null) as { n: number }[],
        scope,
      ),
      total: Number(rows.find(row => row.total !== null)!.total),
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
    const asked = await withoutNeedless(db, filter);
    const query = inOrder(
      withAids(db.queryBuilder(), db, asked, scope)
        .select('found.n')
        .from(this.#sorted(asked, orderBy, scope).as('found')),
      db,
      orderBy,
      'found',
    );
    if (most !== Infinity) query.limit(most);
    const found: { n: number }[] = await query;
    for await (const some of inTurns(found, ROWS_PER_STATEMENT)) {
      yield await this.#read(some, scope);
    }
  }

  /** Whether a filter lets anything through. */
  async hasAny(filter: CredentialsFilter, scope: Scope): Promise<boolean> {
    const db = this.#database;
    const query = withAids(this.#found(filter, scope), db, filter, scope);
    const row = await query.first('l.n');
    return row !== undefined;
  }

  /** How many fit a filter, by state and finding. */
  async counts(
    filter: CredentialsFilter,
    scope: Scope,
    now: Date,
  ): Promise<CredentialCounts> {
    const db = this.#database;
    const from = now.getTime();
    const asked = await withoutNeedless(db, filter);
    const [row]: Record<string, number | string>[] = await withAids(
      this.#found(asked, scope),
      db,
      asked,
      scope,
    ).select(
      db.raw('count(*) as total'),
      db.raw('count(*) filter (where l.needs_someone = 1) as needing'),
      db.raw('count(*) filter (where l.acknowledged = 1) as acknowledged'),
      ...CREDENTIAL_STATES.map(state =>
        db.raw('count(*) filter (where l.state = ?) as ??', [
          STATE_CODES[state],
          `state ${state}`,
        ]),
      ),
      ...FINDING_CODES.map(code =>
        db.raw('count(*) filter (where (l.findings & ?) <> 0) as ??', [
          FINDING_BITS[code],
          `finding ${code}`,
        ]),
      ),
      ...COUNTED_DAYS.map(days =>
        db.raw(
          'count(*) filter (where l.expires >= ? and l.expires < ?) as ??',
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
    const rows: {
      owner_ref: string | null;
      entity_ref: string | null;
      stamp_ref: string | null;
    }[] = await db({ s: 'list_spots' })
      .distinct('s.owner_ref', 's.entity_ref', 's.stamp_ref')
      .whereExists(
        this.#found({}, scope).select('l.n').whereRaw('l.spot = s.n'),
      );
    const choices = (column: keyof (typeof rows)[number]) => {
      const values = new Set(rows.map(row => row[column]));
      return [...values]
        .filter(value => value !== null)
        .sort()
        .slice(0, MOST_CHOICES);
    };
    return {
      owners: choices('owner_ref'),
      entityRefs: choices('entity_ref'),
      stamps: choices('stamp_ref'),
    };
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
    const asked = await withoutNeedless(db, filter);
    const ranked = this.#found(asked, scope).select(
      'l.n',
      'l.day',
      'l.manual',
      db.raw(
        'row_number() over (partition by l.day order by l.urgency, l.act_by nulls last, l.n) as place',
      ),
    );
    const days = db('ranked')
      .select('day')
      .count({ count: '*' })
      .sum({ manual: 'manual' })
      .groupBy('day');
    const rows: (ItemRow & DayRow)[] = await withAids(
      db.queryBuilder(),
      db,
      asked,
      scope,
    )
      .withMaterialized('ranked', ranked)
      .with('days', days)
      .select('days.day', 'days.count', 'days.manual')
      .select('c.id', 'c.name', 'c.kind', 'c.workload_ref')
      .select('c.state', 'c.stage', 'c.rotation')
      .from('ranked')
      .join('days', 'days.day', 'ranked.day')
      .join({ m: 'list_numbers' }, 'm.n', 'ranked.n')
      .join({ c: 'credentials' }, 'c.id', 'm.credential_id')
      .where('ranked.place', '<=', ITEMS_PER_DAY)
      .orderBy(['days.day', 'ranked.place']);
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

  /** Narrow rows `l` that fit, for a query with the aids that they need. */
  #found(filter: CredentialsFilter, scope: Scope) {
    return rowsThatFit(this.#database, filter, scope);
  }

  /** Numbers of what fits, with what they are sorted by. */
  #sorted(filter: CredentialsFilter, orderBy: CredentialOrder, scope: Scope) {
    const db = this.#database;
    const { column, tie, ofSpots } = orderOf(orderBy);
    return rowsThatFit(db, filter, scope, ofSpots).select(
      'l.n',
      { first: column },
      db.raw(`${tie} as second`),
    );
  }

  /** The wide rows of numbers, in the numbers' order. */
  async #read(
    found: { n: number }[],
    scope: Scope,
  ): Promise<CredentialListItem[]> {
    if (found.length === 0) return [];
    const db = this.#database;
    const numbers = found.map(({ n }) => n);
    const rows: (ItemRow & { n: number })[] = await db({ l: 'list_rows' })
      .select('l.n')
      .select(itemColumns(db, scope))
      .join({ m: 'list_numbers' }, 'm.n', 'l.n')
      .join({ c: 'credentials' }, 'c.id', 'm.credential_id')
      .leftJoin({ p: 'places' }, join =>
        join.on('p.source_id', 'c.source_id').andOn('p.place', 'c.place'),
      )
      .leftJoin({ a: 'acknowledgements' }, 'a.id', 'c.ack_id')
      .where(anyOf(db, 'l.n', numbers));
    const byNumber = new Map(rows.map(row => [row.n, row]));
    return numbers.flatMap(n => {
      const row = byNumber.get(n);
      return row ? [toItem(row)] : [];
    });
  }
}

interface DayRow {
  day: number;
  count: number | string;
  manual: number | string;
}

function orderOf(orderBy: CredentialOrder) {
  const name = orderBy.replace(/^-/, '');
  const { column, isText } = SORT_COLUMNS[name];
  return {
    column,
    isText,
    ofSpots: column.startsWith('s.'),
    tie: TIES[name] ?? 'l.expires',
    direction: orderBy.startsWith('-') ? 'desc' : 'asc',
  };
}

/** Sorts by what `#sorted` calls `first` and `second`, then by number. */
function inOrder<Q extends Knex.QueryBuilder>(
  query: Q,
  database: Knex,
  orderBy: CredentialOrder,
  of: string,
): Q {
  const { isText, direction } = orderOf(orderBy);
  const compared = isText
    ? byBytes(database, `${of}.first`)
    : database.raw('??', [`${of}.first`]).toQuery();
  const tieDirection = /urgency/.test(orderBy) ? direction : 'asc';
  query
    .orderByRaw(`${compared} ${direction} nulls last`)
    .orderByRaw(`?? ${tieDirection} nulls last`, [`${of}.second`])
    .orderBy(`${of}.n`);
  return query;
}
