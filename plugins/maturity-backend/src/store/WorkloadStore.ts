import {
  KnownWorkload,
  VALUES_PER_QUERY,
  anyOf,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { markDue } from './markDue';

interface WorkloadRow {
  workload_ref: string;
  title: string;
  owner_ref: string | null;
  domain_ref: string | null;
  lifecycle: string | null;
  tier: string | null;
  words: string;
}

/** The workloads that the catalog has. */
export class WorkloadStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Adds and updates workloads.
   *
   * @returns refs of those that are new or changed.
   */
  async save(workloads: KnownWorkload[]): Promise<{
    added: string[];
    changed: string[];
  }> {
    const added: string[] = [];
    const changed: string[] = [];
    for (const batch of slices(workloads)) {
      const refs = batch.map(({ workloadRef }) => workloadRef);
      const known = new Map(
        (
          await this.#database<WorkloadRow>('workloads')
            .select()
            .whereIn('workload_ref', refs)
        ).map(row => [row.workload_ref, row]),
      );
      const rows = batch.map(toRow).filter(row => {
        const before = known.get(row.workload_ref);
        if (!before) added.push(row.workload_ref);
        else if (isSame(before, row)) return false;
        else changed.push(row.workload_ref);
        return true;
      });
      if (rows.length === 0) continue;
      await this.#database.transaction(async tx => {
        await tx<WorkloadRow>('workloads')
          .insert(rows)
          .onConflict('workload_ref')
          .merge();
        await markDue(
          tx,
          rows.map(row => row.workload_ref),
        );
      });
    }
    return { added, changed };
  }

  /** Refs of every known workload, sorted. */
  async refs(): Promise<string[]> {
    const rows = await this.#database<WorkloadRow>('workloads')
      .select('workload_ref')
      .orderBy('workload_ref');
    return rows.map(row => row.workload_ref);
  }

  /** Refs of known workloads that are held against no model yet, sorted. */
  async fresh(): Promise<string[]> {
    const rows = await this.#database<WorkloadRow>('workloads')
      .select('workload_ref')
      .whereNotIn(
        'workload_ref',
        this.#database('scorecards').select('workload_ref'),
      )
      .orderBy('workload_ref');
    return rows.map(row => row.workload_ref);
  }

  /** The known ones among these, by ref. */
  async read(workloadRefs: string[]): Promise<Map<string, KnownWorkload>> {
    const found = new Map<string, KnownWorkload>();
    for (const refs of slices(workloadRefs, VALUES_PER_QUERY)) {
      const rows = await this.#database<WorkloadRow>('workloads')
        .select()
        .where(anyOf(this.#database, 'workload_ref', refs));
      for (const row of rows) found.set(row.workload_ref, fromRow(row));
    }
    return found;
  }

  /** Forgets workloads, their facts and levels. Answers, exemptions and history stay, in case they come back. */
  async remove(workloadRefs: string[]): Promise<void> {
    for (const refs of slices(workloadRefs)) {
      await this.#database.transaction(async tx => {
        for (const table of [
          'facts',
          'pillar_levels',
          'scorecards',
          'workloads',
        ]) {
          await tx(table).whereIn('workload_ref', refs).delete();
        }
      });
    }
  }
}

function toRow(workload: KnownWorkload): WorkloadRow {
  const { workloadRef, title } = workload;
  return {
    workload_ref: workloadRef,
    title,
    owner_ref: workload.ownerRef ?? null,
    domain_ref: workload.domainRef ?? null,
    lifecycle: workload.lifecycle ?? null,
    tier: workload.tier ?? null,
    // The line break sorts before every letter, so that this orders by title, then by ref.
    words: `${title}\n${workloadRef}`.toLocaleLowerCase('en-US'),
  };
}

function fromRow(row: WorkloadRow): KnownWorkload {
  return {
    workloadRef: row.workload_ref,
    title: row.title,
    ownerRef: row.owner_ref ?? undefined,
    domainRef: row.domain_ref ?? undefined,
    lifecycle: row.lifecycle ?? undefined,
    tier: row.tier ?? undefined,
  };
}

function isSame(a: WorkloadRow, b: WorkloadRow): boolean {
  return (
    a.title === b.title &&
    a.owner_ref === b.owner_ref &&
    a.domain_ref === b.domain_ref &&
    a.lifecycle === b.lifecycle &&
    a.tier === b.tier
  );
}
