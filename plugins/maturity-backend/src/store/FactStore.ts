import { Facts } from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';
import { groupBy, slices } from './database';

interface FactRow {
  workload_ref: string;
  name: string;
  value: string;
  since: string;
}

interface CollectionRow {
  workload_ref: string;
  source: string;
  collected_at: string;
}

interface WorkloadRow {
  workload_ref: string;
  owner_ref: string | null;
}

interface SourceRow {
  source: string;
  error: string | null;
  error_at: string | null;
}

/** All facts that one source gives of one workload. */
export interface CollectedFacts {
  workloadRef: string;
  /** Full ref of the owner. */
  ownerRef?: string;
  facts: Facts;
}

/** How the newest collection of a source ended, when it failed. */
export interface SourceFailure {
  error: string;
  /** ISO 8601. */
  errorAt: string;
}

/** Known workloads and the facts about them. */
export class FactStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Replaces everything that a source says of these workloads. Writes the facts
   * that are new, changed or gone, and the time at which all of them were seen.
   *
   * @param at - ISO 8601, when they were seen.
   */
  async replace(
    source: string,
    collected: CollectedFacts[],
    at: string,
  ): Promise<void> {
    for (const batch of slices(collected)) {
      await this.#database.transaction(tx =>
        replaceBatch(tx, source, batch, at),
      );
    }
  }

  /** Facts by workload ref. Each is as old as the collection that last saw it. */
  async read(workloadRefs: string[]): Promise<Map<string, Facts>> {
    const found = new Map<string, Facts>();
    for (const refs of slices(workloadRefs)) {
      const collections = await this.collections(refs);
      const rows = await this.#database<FactRow>('facts')
        .select('workload_ref', 'name', 'value')
        .whereIn('workload_ref', refs);
      for (const row of rows) {
        const source = row.name.slice(0, row.name.indexOf('.'));
        const observedAt = collections.get(row.workload_ref)?.get(source);
        if (!observedAt) continue;
        const facts = found.get(row.workload_ref) ?? {};
        facts[row.name] = { value: JSON.parse(row.value), observedAt };
        found.set(row.workload_ref, facts);
      }
    }
    return found;
  }

  /** When each source was last collected, ISO 8601, by workload ref and source. */
  async collections(
    workloadRefs: string[],
  ): Promise<Map<string, Map<string, string>>> {
    const rows = await this.#database<CollectionRow>('collections')
      .select()
      .whereIn('workload_ref', workloadRefs);
    return new Map(
      [...groupBy(rows, row => row.workload_ref)].map(([ref, of]) => [
        ref,
        new Map(of.map(row => [row.source, row.collected_at])),
      ]),
    );
  }

  /** Refs of every known workload, sorted. */
  async workloadRefs(): Promise<string[]> {
    const rows = await this.#database<WorkloadRow>('workloads')
      .select('workload_ref')
      .orderBy('workload_ref');
    return rows.map(row => row.workload_ref);
  }

  /** Owners of the known ones among these workloads; `undefined` for one that has none. */
  async owners(
    workloadRefs: string[],
  ): Promise<Map<string, string | undefined>> {
    const rows = await this.#database<WorkloadRow>('workloads')
      .select()
      .whereIn('workload_ref', workloadRefs);
    return new Map(
      rows.map(row => [row.workload_ref, row.owner_ref ?? undefined]),
    );
  }

  /** Forgets workloads and their facts. Attestations stay, in case they come back. */
  async remove(workloadRefs: string[]): Promise<void> {
    for (const refs of slices(workloadRefs)) {
      await this.#database.transaction(async tx => {
        for (const table of ['facts', 'collections', 'workloads']) {
          await tx(table).whereIn('workload_ref', refs).delete();
        }
      });
    }
  }

  /** Notes how a collection ended: with what error, or well. */
  async noteOutcome(source: string, failure?: SourceFailure): Promise<void> {
    await this.#database<SourceRow>('sources')
      .insert({
        source,
        error: failure?.error ?? null,
        error_at: failure?.errorAt ?? null,
      })
      .onConflict('source')
      .merge();
  }

  /** The failures of the newest collections, by source. */
  async failures(): Promise<Map<string, SourceFailure>> {
    const rows = await this.#database<SourceRow>('sources')
      .select()
      .whereNotNull('error');
    return new Map(
      rows.map(row => [
        row.source,
        { error: row.error!, errorAt: row.error_at! },
      ]),
    );
  }
}

async function replaceBatch(
  tx: Knex.Transaction,
  source: string,
  batch: CollectedFacts[],
  at: string,
) {
  const refs = batch.map(({ workloadRef }) => workloadRef);
  await upsertWorkloads(tx, batch);
  await tx<CollectionRow>('collections')
    .insert(refs.map(ref => ({ workload_ref: ref, source, collected_at: at })))
    .onConflict(['workload_ref', 'source'])
    .merge();

  const known = new Map<string, string>(
    (
      await tx<FactRow>('facts')
        .select('workload_ref', 'name', 'value')
        .whereIn('workload_ref', refs)
        .andWhere('name', 'like', `${source}.%`)
    ).map(row => [keyOf(row.workload_ref, row.name), row.value]),
  );
  const changed: FactRow[] = [];
  for (const { workloadRef, facts } of batch) {
    for (const [name, fact] of Object.entries(facts)) {
      const key = keyOf(workloadRef, name);
      const value = JSON.stringify(fact.value);
      if (known.get(key) !== value) {
        changed.push({ workload_ref: workloadRef, name, value, since: at });
      }
      known.delete(key);
    }
  }
  for (const rows of slices(changed)) {
    await tx<FactRow>('facts')
      .insert(rows)
      .onConflict(['workload_ref', 'name'])
      .merge();
  }
  // What is left is no longer said.
  const gone = groupBy([...known.keys()].map(splitKey), ([, name]) => name);
  for (const [name, keys] of gone) {
    await tx<FactRow>('facts')
      .where({ name })
      .whereIn(
        'workload_ref',
        keys.map(([ref]) => ref),
      )
      .delete();
  }
}

async function upsertWorkloads(tx: Knex.Transaction, batch: CollectedFacts[]) {
  const refs = batch.map(({ workloadRef }) => workloadRef);
  const known = new Map(
    (
      await tx<WorkloadRow>('workloads').select().whereIn('workload_ref', refs)
    ).map(row => [row.workload_ref, row.owner_ref]),
  );
  const changed = batch
    .map(({ workloadRef, ownerRef }) => ({
      workload_ref: workloadRef,
      owner_ref: ownerRef ?? null,
    }))
    .filter(row => known.get(row.workload_ref) !== row.owner_ref);
  if (changed.length === 0) return;
  await tx<WorkloadRow>('workloads')
    .insert(changed)
    .onConflict('workload_ref')
    .merge();
}

function keyOf(workloadRef: string, name: string): string {
  return `${workloadRef}\n${name}`;
}

function splitKey(key: string): [string, string] {
  const [ref, name] = key.split('\n');
  return [ref, name];
}
