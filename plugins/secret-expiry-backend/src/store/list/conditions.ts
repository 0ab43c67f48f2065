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
 * Narrows rows `l` of `list_rows` to those that a caller sees, one for each
 * credential, and that a filter lets through.
 *
 * A credential with many places is found when one of them has all that is asked
 * of workload, owner, holder, stamp, source and words; the rest of the filter is
 * about the row that is shown.
 */
export function narrow(
  query: Query,
  database: Knex,
  filter: CredentialsFilter,
  scope: Scope,
): Query {
  showOnce(query, database, scope);
  if (asksOfPlaces(filter)) {
    query.where(either =>
      either
        .where(own => matchPlace(own, database, 'l', filter))
        .orWhereIn(
          'l.group_word',
          database('list_rows as o')
            .select('o.group_word')
            .whereNotNull('o.group_word')
            .modify(others => {
              isInScope(others, database, 'o', scope);
              matchPlace(others, database, 'o', filter);
            }),
        ),
    );
  }
  return matchShown(query, filter);
}

/** The row that leads its credential, or the first of those that the caller may read. */
function showOnce(query: Query, database: Knex, scope: Scope) {
  if (scope === 'all') {
    query.where('l.leads', 1);
    return;
  }
  isInScope(query, database, 'l', scope);
  query.where(first =>
    first.where('l.leads', 1).orWhereNotExists(
      database('list_rows as b')
        .select('b.n')
        .whereRaw('b.group_word = l.group_word')
        .whereRaw('(b.leads > l.leads or (b.leads = l.leads and b.n < l.n))')
        .modify(better => {
          isInScope(better, database, 'b', scope);
        }),
    ),
  );
}

/** Narrows rows of `list_rows` to those of one's workloads and those that one is to renew. */
function isInScope(query: Query, database: Knex, of: string, scope: Scope) {
  if (scope === 'all') return;
  const { ownerRefs } = scope;
  query.where(either =>
    either
      .whereIn(`${of}.owner`, numbersOf(database, ownerRefs))
      .orWhereIn(
        `${of}.workload`,
        database('list_words')
          .select('n')
          .whereIn(
            'word',
            database('workloads')
              .select('workload_ref')
              .where(anyOf(database, 'owner_ref', ownerRefs)),
          ),
      ),
  );
}

function asksOfPlaces(filter: CredentialsFilter): boolean {
  return Boolean(
    filter.workloadRef ||
      filter.owner ||
      filter.entityRef ||
      filter.stamp ||
      filter.sourceId ||
      wordsOf(filter.text).length > 0,
  );
}

function matchPlace(
  query: Query,
  database: Knex,
  of: string,
  filter: CredentialsFilter,
) {
  const { workloadRef, owner, entityRef, stamp, sourceId } = filter;
  const isOneOf = (column: string, words: string[] | undefined) => {
    if (words) query.whereIn(`${of}.${column}`, numbersOf(database, words));
  };
  isOneOf('workload', workloadRef);
  isOneOf('owner', owner);
  isOneOf('entity', entityRef);
  isOneOf('source', sourceId);
  if (stamp) {
    query.where(either => {
      const refs = stamp.filter(ref => ref !== NO_STAMP);
      either.whereIn(`${of}.stamp`, numbersOf(database, refs));
      if (refs.length < stamp.length) either.orWhereNull(`${of}.stamp`);
    });
  }
  for (const word of wordsOf(filter.text)) {
    query.where(either => {
      either.whereRaw(contains(database, `${of}.name`, word));
      for (const column of ['workload', 'owner', 'entity', 'place']) {
        either.orWhereIn(
          `${of}.${column}`,
          database('list_words')
            .select('n')
            .whereRaw(contains(database, 'searched', word)),
        );
      }
    });
  }
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

function numbersOf(database: Knex, words: string[]) {
  return database('list_words')
    .select('n')
    .where(anyOf(database, 'word', words));
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
  return String(database.client.config.client).startsWith('pg')
    ? database.raw('strpos(??, ?) > 0', [column, word])
    : database.raw('instr(??, ?) > 0', [column, word]);
}
