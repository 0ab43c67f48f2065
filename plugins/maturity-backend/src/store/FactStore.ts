import {
  FactSourceSchema,
  FactValue,
  Facts,
  endOfFreshness,
} from '@plumbline/plugin-maturity-common';
import { JsonValue } from '@backstage/types';
import {
  VALUES_PER_QUERY,
  anyOf,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { groupBy } from './database';
import { markDue } from './markDue';

/** Times by name, ISO 8601. */
type Times = Record<string, string>;

interface FactRow {
  workload_ref: string;
  source: string;
  facts: string;
  since: string;
  observed_at: string | null;
  observed_at_of: string | null;
  state: string | null;
  error: string | null;
  error_at: string | null;
}

/** What all sources said of one workload. */
interface AllFactsRow {
  workload_ref: string;
  /** In JSON, without brackets: of each source its id, when it was seen, facts and times of those. */
  facts: string;
}

interface SourceRow {
  source: string;
  last_success_at: string | null;
  error: string | null;
  error_at: string | null;
}

/** What a source said of one workload. */
export interface CollectedFacts {
  workloadRef: string;
  /** All facts by name, without the source; absent when nothing new was said. */
  facts?: Record<string, FactValue>;
  /** The stored facts were seen again. */
  unchanged?: boolean;
  error?: string;
  state?: JsonValue;
}

/** What somebody else said of one workload. */
export interface PushedValues {
  workloadRef: string;
  /** ISO 8601. */
  observedAt: string;
  /** By name, without the source; `null` takes back. */
  facts: Record<string, FactValue | null>;
}

/** Full names of the facts that changed, by workload ref; one that counts again after it was stale is among them. */
export type ChangedFacts = Map<string, Set<string>>;

/** How the newest round of a source went. */
export interface SourceOutcome {
  lastSuccessAt?: string;
  error?: string;
  errorAt?: string;
}

/** What is stored about one source's look at one workload. */
export interface SourceLook {
  source: string;
  observedAt?: string;
  error?: string;
  errorAt?: string;
}

/** A stored fact with its times. */
export interface TimedFact {
  value: FactValue;
  /** ISO 8601. */
  observedAt: string;
  /** ISO 8601, since when it has this value. */
  since: string;
}

/** Facts about workloads, one row for each source. */
export class FactStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Stores what a source said of workloads: values that are new, changed or
   * gone, or only the time when nothing changed.
   *
   * @param at - ISO 8601, when it was said.
   */
  async saveCollected(
    schema: FactSourceSchema,
    collected: CollectedFacts[],
    at: string,
  ): Promise<ChangedFacts> {
    const changed: ChangedFacts = new Map();
    for (const batch of slices(collected)) {
      await this.#database.transaction(async tx => {
        const known = await readRows(
          tx,
          schema.source,
          batch.map(({ workloadRef }) => workloadRef),
        );
        const seenAgain: string[] = [];
        const rows: FactRow[] = [];
        for (const item of batch) {
          const before = known.get(item.workloadRef);
          const next = nextRow(schema, item, before, at);
          if (next.changed.size > 0) {
            changed.set(item.workloadRef, next.changed);
          }
          if (next.row) rows.push(next.row);
          else seenAgain.push(item.workloadRef);
        }
        await writeRows(tx, rows);
        await markDue(tx, refsOf(changed, batch));
        if (seenAgain.length > 0) {
          await tx<FactRow>('facts')
            .where({ source: schema.source })
            .whereIn('workload_ref', seenAgain)
            .update({ observed_at: at });
        }
      });
    }
    return changed;
  }

  /**
   * Stores what was pushed. A value that is older than the stored one changes
   * nothing, so the order of pushes and how often each comes does not matter.
   */
  async savePushed(
    schema: FactSourceSchema,
    pushed: PushedValues[],
  ): Promise<ChangedFacts> {
    const changed: ChangedFacts = new Map();
    for (const batch of slices(pushed)) {
      await this.#database.transaction(async tx => {
        const known = await readRows(
          tx,
          schema.source,
          batch.map(({ workloadRef }) => workloadRef),
        );
        const rows = new Map<string, FactRow>();
        for (const item of batch) {
          const before =
            rows.get(item.workloadRef) ?? known.get(item.workloadRef);
          const merged = mergePush(schema, item, before);
          if (!merged) continue;
          rows.set(item.workloadRef, merged.row);
          if (merged.changed.size > 0) {
            const all = changed.get(item.workloadRef) ?? new Set();
            merged.changed.forEach(name => all.add(name));
            changed.set(item.workloadRef, all);
          }
        }
        await writeRows(tx, [...rows.values()]);
        await markDue(tx, refsOf(changed, batch));
      });
    }
    return changed;
  }

  /** Facts by workload ref; an entry for each. */
  async read(workloadRefs: string[]): Promise<Map<string, Facts>> {
    const found = new Map<string, Facts>(workloadRefs.map(ref => [ref, {}]));
    for (const refs of slices(workloadRefs, VALUES_PER_QUERY)) {
      // All sources of a workload in one row: a row for each costs more than its facts.
      const rows: AllFactsRow[] = await this.#database('facts')
        .select('workload_ref')
        .select(
          // Neither ids nor times hold what JSON would escape.
          this.#database.raw(
            `string_agg('"' || source || '","' || observed_at || '",' || facts || ',' || coalesce(observed_at_of, 'null'), ',') as facts`,
          ),
        )
        .where(anyOf(this.#database, 'workload_ref', refs))
        .whereNotNull('observed_at')
        .groupBy('workload_ref');
      for (const row of rows) found.set(row.workload_ref, factsIn(row));
    }
    return found;
  }

  /** Every fact of one workload with its times, by full name. */
  async timed(workloadRef: string): Promise<Map<string, TimedFact>> {
    const rows = await this.#database<FactRow>('facts')
      .select()
      .where({ workload_ref: workloadRef })
      .orderBy('source');
    const found = new Map<string, TimedFact>();
    for (const row of rows) {
      const { values, since, observedAtOf } = storedFacts(row);
      for (const [name, value] of Object.entries(values)) {
        found.set(`${row.source}.${name}`, {
          value,
          since: since[name],
          observedAt: observedAtOf[name] ?? row.observed_at ?? since[name],
        });
      }
    }
    return found;
  }

  /** When each source last saw these workloads and why it failed since, by workload ref. */
  async looks(workloadRefs: string[]): Promise<Map<string, SourceLook[]>> {
    const rows = await this.#database<FactRow>('facts')
      .select('workload_ref', 'source', 'observed_at', 'error', 'error_at')
      .whereIn('workload_ref', workloadRefs)
      .orderBy('source');
    return new Map(
      [...groupBy(rows, row => row.workload_ref)].map(([ref, of]) => [
        ref,
        of.map(row => ({
          source: row.source,
          observedAt: row.observed_at ?? undefined,
          error: row.error ?? undefined,
          errorAt: row.error_at ?? undefined,
        })),
      ]),
    );
  }

  /** What a source wanted back with its next request, by workload ref. */
  async states(
    source: string,
    workloadRefs: string[],
  ): Promise<Map<string, JsonValue>> {
    const found = new Map<string, JsonValue>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<FactRow>('facts')
        .select('workload_ref', 'state')
        .where({ source })
        .whereIn('workload_ref', refs)
        .whereNotNull('state');
      for (const row of rows) {
        found.set(row.workload_ref, JSON.parse(row.state!));
      }
    }
    return found;
  }

  /** Notes how a round of a source ended: well, or with what error. */
  async noteOutcome(source: string, at: string, error?: string): Promise<void> {
    const row = error
      ? { source, error, error_at: at }
      : { source, last_success_at: at, error: null, error_at: null };
    await this.#database<SourceRow>('sources')
      .insert(row)
      .onConflict('source')
      .merge(Object.keys(row).slice(1) as (keyof SourceRow)[]);
  }

  /** How the newest rounds went, by source. */
  async outcomes(): Promise<Map<string, SourceOutcome>> {
    const rows = await this.#database<SourceRow>('sources').select();
    return new Map(
      rows.map(row => [
        row.source,
        {
          lastSuccessAt: row.last_success_at ?? undefined,
          error: row.error ?? undefined,
          errorAt: row.error_at ?? undefined,
        },
      ]),
    );
  }
}

function factsIn(row: AllFactsRow): Facts {
  const all = JSON.parse(`[${row.facts}]`);
  const facts: Facts = {};
  for (let i = 0; i < all.length; i += 4) {
    facts[all[i]] = {
      observedAt: all[i + 1],
      values: all[i + 2],
      observedAtOf: all[i + 3] ?? undefined,
    };
  }
  return facts;
}

function refsOf(changed: ChangedFacts, batch: { workloadRef: string }[]) {
  const refs = new Set(batch.map(({ workloadRef }) => workloadRef));
  return [...refs].filter(ref => changed.has(ref));
}

async function readRows(
  tx: Knex.Transaction,
  source: string,
  workloadRefs: string[],
): Promise<Map<string, FactRow>> {
  const rows = await tx<FactRow>('facts')
    .select()
    .where({ source })
    .whereIn('workload_ref', workloadRefs);
  return new Map(rows.map(row => [row.workload_ref, row]));
}

async function writeRows(tx: Knex.Transaction, rows: FactRow[]) {
  if (rows.length === 0) return;
  await tx<FactRow>('facts')
    .insert(rows)
    .onConflict(['workload_ref', 'source'])
    .merge();
}

interface StoredFacts {
  values: Record<string, FactValue>;
  since: Times;
  observedAtOf: Times;
}

function storedFacts(row: FactRow | undefined): StoredFacts {
  return {
    values: row ? JSON.parse(row.facts) : {},
    since: row ? JSON.parse(row.since) : {},
    observedAtOf: row?.observed_at_of ? JSON.parse(row.observed_at_of) : {},
  };
}

/** The row as it shall be, or none when only its time changed. */
function nextRow(
  schema: FactSourceSchema,
  item: CollectedFacts,
  before: FactRow | undefined,
  at: string,
): { row?: FactRow; changed: Set<string> } {
  const known = storedFacts(before);
  const changed = new Set<string>();
  const state =
    item.state === undefined
      ? before?.state ?? null
      : JSON.stringify(item.state);
  const base: FactRow = {
    workload_ref: item.workloadRef,
    source: schema.source,
    facts: before?.facts ?? '{}',
    since: before?.since ?? '{}',
    observed_at: before?.observed_at ?? null,
    observed_at_of: null,
    state,
    error: null,
    error_at: null,
  };
  if (item.error !== undefined) {
    return {
      row: { ...base, error: item.error, error_at: at },
      changed,
    };
  }
  const wasStale =
    !before?.observed_at ||
    endOfFreshness(before.observed_at, schema) < Date.parse(at);
  const isSameState = before !== undefined && before.state === state;
  if (!item.facts) {
    if (wasStale) addNames(changed, schema, Object.keys(known.values));
    const row = {
      ...base,
      observed_at: item.unchanged ? at : base.observed_at,
    };
    return isSameState && !before.error ? { changed } : { row, changed };
  }
  const since: Times = {};
  for (const [name, value] of Object.entries(item.facts)) {
    const isSame = isSameValue(known.values[name], value);
    since[name] = isSame ? known.since[name] : at;
    if (!isSame || wasStale) changed.add(`${schema.source}.${name}`);
    delete known.values[name];
  }
  // What is left is no longer said.
  addNames(changed, schema, Object.keys(known.values));
  const facts = JSON.stringify(item.facts);
  if (before && isSameState && !before.error && before.facts === facts) {
    return { changed };
  }
  return {
    row: { ...base, facts, since: JSON.stringify(since), observed_at: at },
    changed,
  };
}

/** The row with what was pushed, or none when it says nothing newer. */
function mergePush(
  schema: FactSourceSchema,
  { workloadRef, observedAt, facts }: PushedValues,
  before: FactRow | undefined,
): { row: FactRow; changed: Set<string> } | undefined {
  const { values, since, observedAtOf } = storedFacts(before);
  const changed = new Set<string>();
  const seen: Times = {};
  let isNewer = false;
  for (const [name, value] of Object.entries(facts)) {
    const seenAt =
      observedAtOf[name] ??
      (Object.hasOwn(values, name) ? before!.observed_at! : undefined);
    if (seenAt !== undefined && seenAt >= observedAt) continue;
    if (value === null) {
      if (seenAt === undefined) continue;
      isNewer = true;
      delete values[name];
      delete since[name];
      // Remembered, so that something older does not bring it back.
      seen[name] = observedAt;
      changed.add(`${schema.source}.${name}`);
      continue;
    }
    isNewer = true;
    const isSame = isSameValue(values[name], value);
    if (!isSame) since[name] = observedAt;
    if (!isSame || endOfFreshness(seenAt!, schema) < Date.parse(observedAt)) {
      changed.add(`${schema.source}.${name}`);
    }
    values[name] = value;
    seen[name] = observedAt;
  }
  if (!isNewer) return undefined;
  const latest =
    before?.observed_at && before.observed_at > observedAt
      ? before.observed_at
      : observedAt;
  return {
    row: {
      workload_ref: workloadRef,
      source: schema.source,
      facts: JSON.stringify(values),
      since: JSON.stringify(since),
      observed_at: latest,
      observed_at_of: timesBut(latest, values, {
        ...timesOf(before, values),
        ...observedAtOf,
        ...seen,
      }),
      state: null,
      error: null,
      error_at: null,
    },
    changed,
  };
}

/** Every value's time, as far as the row says one for all. */
function timesOf(
  row: FactRow | undefined,
  values: Record<string, FactValue>,
): Times {
  const at = row?.observed_at;
  if (!at) return {};
  return Object.fromEntries(Object.keys(values).map(name => [name, at]));
}

/** JSON of the times that the common one does not say; null when it says all. */
function timesBut(
  common: string,
  values: Record<string, FactValue>,
  times: Times,
): string | null {
  const others = Object.entries(times).filter(
    ([name, time]) => time !== common || !Object.hasOwn(values, name),
  );
  return others.length > 0 ? JSON.stringify(Object.fromEntries(others)) : null;
}

function addNames(
  changed: Set<string>,
  { source }: FactSourceSchema,
  names: Iterable<string>,
) {
  for (const name of names) changed.add(`${source}.${name}`);
}

function isSameValue(a: FactValue | undefined, b: FactValue): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
