import { randomBytes } from 'node:crypto';

/** Label that tells the series of a joined query apart. */
export const NAME_LABEL = 'plumbline_series';

/** Several queries as one. */
export interface JoinedQuery {
  query: string;
  /** Value of {@link NAME_LABEL} of each query's series, in the order given. */
  names: string[];
}

/**
 * Joins queries to one whose answer has the series of all of them, each marked
 * with a name. Names cannot be guessed, so that no query can pass its numbers
 * off as another's.
 */
export function joinQueries(queries: string[]): JoinedQuery {
  const secret = randomBytes(9).toString('hex');
  const names = queries.map((_, index) => `${secret}-${index}`);
  return {
    names,
    // Line breaks end a comment at the end of a query.
    query: queries
      .map(
        (query, index) =>
          `label_replace((\n${query}\n), "${NAME_LABEL}", "${names[index]}", "", "")`,
      )
      .join('\nor\n'),
  };
}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/**
 * Whether a query stays a query of its own among others: its brackets pair up
 * and its strings end. One that does not would change the meaning of those
 * beside it.
 */
export function isSelfContained(query: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < query.length; at++) {
    const character = query[at];
    if (character === '#') {
      const end = query.indexOf('\n', at);
      if (end < 0) break;
      at = end;
    } else if (`"'\``.includes(character)) {
      at = endOfString(query, at);
      if (at < 0) return false;
    } else if (CLOSING[character]) {
      open.push(CLOSING[character]);
    } else if (')]}'.includes(character) && open.pop() !== character) {
      return false;
    }
  }
  return open.length === 0;
}

/** Where the string that starts at `start` ends, -1 when it does not. Only back-quoted strings have line breaks, and no escapes. */
function endOfString(query: string, start: number): number {
  const quote = query[start];
  for (let at = start + 1; at < query.length; at++) {
    const character = query[at];
    if (character === quote) return at;
    if (quote === '`') continue;
    if (character === '\n') return -1;
    if (character === '\\') at++;
  }
  return -1;
}
