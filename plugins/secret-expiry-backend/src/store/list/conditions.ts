import {
  CredentialsFilter,
  FindingCode,
} from '@plumbline/plugin-secret-expiry-common';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { Scope } from '../Scope';
import { FINDING_BITS, KIND_CODES, STATE_CODES } from './codes';

type Query = Knex.QueryBuilder;

/** How a filter names credentials that serve no one stamp. */
const NO_STAMP = 'none';

/**
 * Rows `l` of `list_rows` that a caller sees, one for each credential, and that
 * a filter lets through; for a query that {@link withAids} has prepared.
 *
 * A credential with many places is found when one of them has all that is asked
 * of workload, owner, holder, stamp, source and words; the rest of the filter is
 * about the row that is shown.
 *
 * @param withSpots - joins their spots as `s`, for an order by what they say.
 */
export function rowsThatFit(
  database: Knex,
  filter: CredentialsFilter,
  scope: Scope,
  withSpots = false,
): Query {
  const query = tablesOf(database, filter, withSpots);
  showOnce(query, database, scope);
  if (judgesSpots(database, filter)) {
    const shared = () => database('shared').select('group_key');
    query
      .where(either =>
        either
          .where(rows => matchJudged(rows, database, filter))
          .orWhere(rows =>
            rows.whereNotNull('l.group_key').whereIn('l.group_key', shared()),
          ),
      )
      // Passes over spots where none of this can be.
      .where(either =>
        either
          .where('j.fits', 1)
          .orWhereIn(
            'j.n',
            database({ e: 'list_rows' })
              .select('e.spot')
              .whereIn('e.group_key', shared()),
          ),
      );
  } else if (leavesFew(filter)) {
    // So that PostgreSQL reads these few by index, which it does not with `or`.
    query.whereIn(
      'l.n',
      database({ m: 'list_rows' })
        .select('m.n')
        // Those that are shown are in the caller's scope already.
        .modify(rows => matchPlace(rows, database, 'm', filter, 'all'))
        .unionAll(
          database({ g: 'list_rows' })
            .select('g.n')
            .whereIn('g.group_key', groupsOf(database, filter, scope)),
        ),
    );
  } else if (asksOfWords(filter)) {
    query.where(either =>
      either
        .where(rows => matchPlace(rows, database, 'l', filter, 'all'))
        .orWhere(rows =>
          rows
            .whereNotNull('l.group_key')
            .whereIn('l.group_key', groupsOf(database, filter, scope)),
        ),
    );
  }
  return matchShown(query, filter);
}

/**
 * Writes down, before a query, what its {@link rowsThatFit} ask for again and
 * again: `judged`, what a filter has to say of each spot, so that none of a
 * spot's rows has to be compared; and `shared`, the groups it finds.
 */
export function withAids<Q extends Query>(
  query: Q,
  database: Knex,
  filter: CredentialsFilter,
  scope: Scope,
): Q {
  if (!judgesSpots(database, filter)) return query;
  query
    .withMaterialized('judged', judgedSpots(database, filter, scope))
    .withMaterialized('shared', groupsOf(database, filter, scope));
  return query;
}

/**
 * SQLite joins as it is told where it says cross: from spot to spot, and in each
 * along an index that has all there is to know. In the order of an index of
 * spots, it stops where the page ends.
 */
function tablesOf(
  database: Knex,
  filter: CredentialsFilter,
  withSpots: boolean,
): Query {
  if (leavesFew(filter)) {
    const query = database({ l: 'list_rows' });
    return withSpots ? query.join({ s: 'list_spots' }, 's.n', 'l.spot') : query;
  }
  const across = (query: Query, table: object) =>
    query.crossJoin(table as never);
  const rows = { l: 'list_rows' };
  if (!judgesSpots(database, filter)) {
    return withSpots
      ? across(database({ s: 'list_spots' }), rows).whereRaw('l.spot = s.n')
      : // True of all; else SQLite reads the table, which takes longer than its index.
        database(rows).where('l.spot', '>', 0);
  }
  const judged = { j: 'judged' };
  const spots = withSpots
    ? across(database({ s: 'list_spots' }), judged).whereRaw('j.n = s.n')
    : database(judged);
  return across(spots, rows).whereRaw('l.spot = j.n');
}

/**
 * Whether all spots are judged first. PostgreSQL looks for words in names with
 * several workers, which do not read what was written down before.
 */
function judgesSpots(database: Knex, filter: CredentialsFilter): boolean {
  if (leavesFew(filter)) return false;
  return asksOfWords(filter) ? !isPostgres(database) : asksOfSpots(filter);
}

/** Every spot, with 1 where it `fits`, which is in scope, and where it has a word: `word0` and so on. */
function judgedSpots(
  database: Knex,
  filter: CredentialsFilter,
  scope: Scope,
): Query {
  const is = (condition: Knex.Raw, name: string) =>
    database.raw('case when ? then 1 else 0 end as ??', [condition, name]);
  return database('list_spots').select(
    'n',
    asksOfSpots(filter) || scope !== 'all'
      ? is(database.raw('n in (?)', [spotsOf(database, filter, scope)]), 'fits')
      : database.raw('1 as fits'),
    ...wordsOf(filter.text).map((word, index) =>
      is(contains(database, 'words', word), `word${index}`),
    ),
  );
}

/** Narrows rows `l` of spots `j` to those that fit by themselves. */
function matchJudged(query: Query, database: Knex, filter: CredentialsFilter) {
  query.where('j.fits', 1);
  wordsOf(filter.text).forEach((word, index) => {
    query.where(either =>
      either
        .where(`j.word${index}`, 1)
        .orWhereRaw(contains(database, 'l.name', word)),
    );
  });
}

/** Groups with a place that the caller may read and that a filter lets through. */
function groupsOf(
  database: Knex,
  filter: CredentialsFilter,
  scope: Scope,
): Query {
  return (
    database({ o: 'list_rows' })
      .select('o.group_key')
      // Not `is not null`, for which SQLite uses no index.
      .where('o.group_key', '>=', 0)
      .modify(rows => matchPlace(rows, database, 'o', filter, scope))
  );
}

/**
 * The same filter without what holds in every spot, as the only source there is
 * or a word of every ref: to ask that of each row costs more than all the rest.
 */
export async function withoutNeedless(
  database: Knex,
  filter: CredentialsFilter,
): Promise<CredentialsFilter> {
  const words = wordsOf(filter.text);
  const spotsMatter = asksOfSpots(filter) && !leavesFew(filter);
  if (words.length === 0 && !spotsMatter) return filter;
  const [counted]: Record<string, number | string>[] = await database({
    s: 'list_spots',
  })
    .count({ all: '*' })
    .select(
      words.map((word, index) =>
        database.raw('count(case when ? then 1 end) as ??', [
          contains(database, 'words', word),
          `word ${index}`,
        ]),
      ),
    );
  const all = Number(counted.all);
  const text = words.filter(
    (_, index) => Number(counted[`word ${index}`]) < all,
  );
  const asked = { ...filter, text: text.join(' ') };
  if (!spotsMatter) return asked;
  const [matching] = await spotsOf(database, filter, 'all')
    .clearSelect()
    .count({ count: '*' });
  if (Number(matching.count) < all) return asked;
  const { owner, stamp, sourceId, ...rest } = asked;
  return rest;
}

/** The row that leads its credential, or the first of those that the caller may read. */
function showOnce(query: Query, database: Knex, scope: Scope) {
  if (scope === 'all') {
    query.where('l.leads', 1);
    return;
  }
  const spots = () => spotsOf(database, {}, scope);
  query.whereIn('l.spot', spots());
  query.where(first =>
    first
      .where('l.leads', 1)
      .orWhereNotExists(
        database({ b: 'list_rows' })
          .select('b.n')
          .whereRaw('b.group_key = l.group_key')
          .whereRaw('(b.leads > l.leads or (b.leads = l.leads and b.n < l.n))')
          .whereIn('b.spot', spots()),
      ),
  );
}

/** Whether names are searched. */
export function asksOfWords(filter: CredentialsFilter): boolean {
  return wordsOf(filter.text).length > 0;
}

function asksOfSpots(filter: CredentialsFilter): boolean {
  const { workloadRef, owner, entityRef, stamp, sourceId } = filter;
  return [workloadRef, owner, entityRef, stamp, sourceId].some(Boolean);
}

/** Whether few rows are sure to be left. */
function leavesFew({ workloadRef, entityRef }: CredentialsFilter): boolean {
  return Boolean(workloadRef || entityRef);
}

function matchPlace(
  query: Query,
  database: Knex,
  of: string,
  filter: CredentialsFilter,
  scope: Scope,
) {
  // An index makes the database jump about where it had better read on.
  const anySpot = database.raw(`+${of}.spot`) as never;
  if (asksOfSpots(filter) || scope !== 'all') {
    query.whereIn(
      leavesFew(filter) ? `${of}.spot` : anySpot,
      spotsOf(database, filter, scope),
    );
  }
  for (const word of wordsOf(filter.text)) {
    query.where(either =>
      either
        .whereRaw(contains(database, `${of}.name`, word))
        .orWhereIn(
          anySpot,
          database('list_spots')
            .select('n')
            .whereRaw(contains(database, 'words', word)),
        ),
    );
  }
}

/** Numbers of the spots that the caller may read and that a filter lets through, but for its words. */
function spotsOf(database: Knex, filter: CredentialsFilter, scope: Scope) {
  const { workloadRef, owner, entityRef, stamp, sourceId } = filter;
  const query = database({ s: 'list_spots' }).select('s.n');
  const isOneOf = (column: string, values: string[] | undefined) => {
    if (values) query.where(anyOf(database, `s.${column}`, values));
  };
  isOneOf('workload_ref', workloadRef);
  isOneOf('owner_ref', owner);
  isOneOf('entity_ref', entityRef);
  isOneOf('source_id', sourceId);
  if (stamp) {
    query.where(either => {
      either.where(anyOf(database, 's.stamp_ref', stamp));
      if (stamp.includes(NO_STAMP)) either.orWhereNull('s.stamp_ref');
    });
  }
  if (scope !== 'all') {
    query.where(either =>
      either
        .where(anyOf(database, 's.owner_ref', scope.ownerRefs))
        .orWhereIn(
          's.workload_ref',
          database('workloads')
            .select('workload_ref')
            .where(anyOf(database, 'owner_ref', scope.ownerRefs)),
        ),
    );
  }
  return query;
}

function matchShown(query: Query, filter: CredentialsFilter): Query {
  const { kind, state, stage, finding, expiresFrom, expiresBefore } = filter;
  if (kind) {
    query.whereIn(
      'l.kind',
      kind.map(name => KIND_CODES[name]),
    );
  }
  if (state) {
    query.whereIn(
      'l.state',
      state.map(name => STATE_CODES[name]),
    );
  }
  if (stage) query.whereIn('l.stage', stage);
  if (finding) query.whereRaw('(l.findings & ?) <> 0', [maskOf(finding)]);
  if (filter.needsSomeone !== undefined) {
    query.where('l.needs_someone', Number(filter.needsSomeone));
  }
  if (filter.acknowledged !== undefined) {
    query.where('l.acknowledged', Number(filter.acknowledged));
  }
  if (expiresFrom) query.where('l.expires', '>=', Date.parse(expiresFrom));
  if (expiresBefore) query.where('l.expires', '<', Date.parse(expiresBefore));
  return query;
}

function maskOf(findings: FindingCode[]): number {
  return findings.reduce((mask, code) => mask | FINDING_BITS[code], 0);
}

/** Lower-case words of a search. */
function wordsOf(text: string | undefined): string[] {
  return (text ?? '')
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .filter(word => word !== '');
}

/** Twice as fast as `like`, which minds case and patterns. */
function contains(database: Knex, column: string, word: string): Knex.Raw {
  return isPostgres(database)
    ? database.raw('strpos(??, ?) > 0', [column, word])
    : database.raw('instr(??, ?) > 0', [column, word]);
}

function isPostgres(database: Knex): boolean {
  return String(database.client.config.client).startsWith('pg');
}
