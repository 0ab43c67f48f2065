import { createHash } from 'node:crypto';
import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** Where a credential is and whom it concerns; thousands of credentials share one. */
export interface Spot {
  workload_ref: string;
  workload_title: string;
  responsible_ref: string | null;
  entity_ref: string | null;
  stamp_ref: string | null;
  source_id: string;
  place: string;
}

interface SpotRow {
  key: string;
  workload_ref: string;
  owner_ref: string | null;
  entity_ref: string | null;
  stamp_ref: string | null;
  source_id: string;
  place: string;
  workload_words: string;
  words: string;
}

/** Numbers of spots, in their order; made for new ones. What is searched follows the workload's title. */
export async function numbersOfSpots(
  database: Knex,
  spots: Spot[],
): Promise<number[]> {
  const rows = spots.map(toRow);
  const wanted = new Map(rows.map(row => [row.key, row]));
  const read = async (
    keys: string[],
  ): Promise<{ n: number; key: string; words: string }[]> =>
    database('list_spots')
      .select('n', 'key', 'words')
      .where(anyOf(database, 'key', keys));
  const known = await read([...wanted.keys()]);
  for (const { n, key, words } of known) {
    const fresh = wanted.get(key)!;
    if (fresh.words === words) continue;
    await database('list_spots')
      .where({ n })
      .update({ words: fresh.words, workload_words: fresh.workload_words });
  }
  const numbers = new Map(known.map(({ key, n }) => [key, n]));
  const missing = [...wanted.values()]
    .filter(({ key }) => !numbers.has(key))
    // In order, so that replicas which add the same ones wait for each other.
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  if (missing.length > 0) {
    await database('list_spots').insert(missing).onConflict('key').ignore();
    const added = await read(missing.map(({ key }) => key));
    added.forEach(({ key, n }) => numbers.set(key, n));
  }
  return rows.map(({ key }) => numbers.get(key)!);
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

function toRow(spot: Spot): SpotRow {
  const { workload_ref: workload, workload_title: title } = spot;
  const row = {
    workload_ref: workload,
    owner_ref: spot.responsible_ref,
    entity_ref: spot.entity_ref,
    stamp_ref: spot.stamp_ref,
    source_id: spot.source_id,
    place: spot.place,
  };
  // The line break sorts before every letter, so that this orders by title, then by ref.
  const workloadWords = `${title}\n${workload}`.toLocaleLowerCase('en-US');
  return {
    key: createHash('sha256')
      .update(JSON.stringify(Object.values(row)))
      .digest('hex'),
    ...row,
    workload_words: workloadWords,
    words: [
      workloadWords,
      ...[row.owner_ref, row.entity_ref, row.place].map(word =>
        (word ?? '').toLocaleLowerCase('en-US'),
      ),
    ].join('\n'),
  };
}
