import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** Something that `list_rows` has a number for. */
export interface Word {
  word: string;
  /** Lower case, in which a search looks and by which lists sort; the word itself when absent. */
  searched?: string;
}

/** Numbers of words, made for new ones; what is searched is brought up to date. */
export async function numbersOfWords(
  database: Knex,
  words: Word[],
): Promise<Map<string, number>> {
  const wanted = new Map<string, string | undefined>();
  for (const { word, searched } of words) {
    // A workload can be a place too; then its title counts.
    wanted.set(word, searched ?? wanted.get(word));
  }
  const read = (texts: string[]): Promise<Required<Word & { n: number }>[]> =>
    database('list_words')
      .select('n', 'word', 'searched')
      .where(anyOf(database, 'word', texts));
  const known = await read([...wanted.keys()]);
  for (const { n, word, searched } of known) {
    const fresh = wanted.get(word);
    if (fresh !== undefined && fresh !== searched) {
      await database('list_words').where({ n }).update({ searched: fresh });
    }
  }
  const found = new Map(known.map(({ word, n }) => [word, n]));
  const missing = [...wanted]
    .filter(([word]) => !found.has(word))
    .map(([word, searched]) => ({
      word,
      searched: searched ?? word.toLocaleLowerCase('en-US'),
    }));
  if (missing.length === 0) return found;
  // In order, so that replicas which add the same ones wait for each other.
  missing.sort((a, b) => (a.word < b.word ? -1 : 1));
  await database('list_words').insert(missing).onConflict('word').ignore();
  for (const { word, n } of await read(missing.map(({ word }) => word))) {
    found.set(word, n);
  }
  return found;
}

/** Numbers of credentials by id, made for new ones. */
export async function numbersOfCredentials(
  database: Knex,
  ids: string[],
): Promise<Map<string, number>> {
  const read = async (some: string[]) => {
    const rows: { n: number; credential_id: string }[] = await database(
      'list_numbers',
    )
      .select('n', 'credential_id')
      .where(anyOf(database, 'credential_id', some));
    return rows.map(row => [row.credential_id, row.n] as const);
  };
  const found = new Map(await read(ids));
  const missing = ids.filter(id => !found.has(id)).sort();
  if (missing.length === 0) return found;
  await database('list_numbers')
    .insert(missing.map(id => ({ credential_id: id })))
    .onConflict('credential_id')
    .ignore();
  for (const [id, n] of await read(missing)) found.set(id, n);
  return found;
}
