import {
  KnownWorkload,
  anyOf,
  bulkWrite,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

export type { KnownWorkload };

/** A stamp as far as the timeline is concerned. */
export interface KnownStamp {
  title: string;
  region: string;
  lifecycle: string;
  /** Share of traffic in percent. */
  trafficWeight?: number;
  /** Full refs of resources that are this stamp's own. */
  parts?: string[];
}

/** A workload with what lists are filtered by and the timeline follows. */
export interface FollowedWorkload extends KnownWorkload {
  /** By full ref, as last seen. */
  stamps: Record<string, KnownStamp>;
  /** Grows with each change of the stamps. */
  stampsVersion: number;
}

interface WorkloadRow {
  workload_ref: string;
  title: string;
  owner_ref: string | null;
  domain_ref: string | null;
  lifecycle: string | null;
  tier: string | null;
  words: string;
  stamps: string;
  stamps_version: number;
}

/** The workloads that the catalog has. */
export class WorkloadStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Adds and updates workloads. */
  async save(workloads: FollowedWorkload[]): Promise<void> {
    await bulkWrite(this.#database, 'workloads', workloads.map(toRow), {
      key: ['workload_ref'],
    });
  }

  /** The known ones among these, by ref. */
  async read(workloadRefs: string[]): Promise<Map<string, FollowedWorkload>> {
    const found = new Map<string, FollowedWorkload>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<WorkloadRow>('workloads')
        .select()
        .where(anyOf(this.#database, 'workload_ref', refs));
      for (const row of rows) found.set(row.workload_ref, fromRow(row));
    }
    return found;
  }

  /** Forgets all but these. What people said of them stays, in case they come back. */
  async retain(workloadRefs: string[]): Promise<void> {
    const present = new Set(workloadRefs);
    const rows = await this.#database<WorkloadRow>('workloads').select(
      'workload_ref',
    );
    const gone = rows
      .map(row => row.workload_ref)
      .filter(ref => !present.has(ref));
    for (const refs of slices(gone)) {
      await this.#database('workloads').whereIn('workload_ref', refs).delete();
    }
  }
}

function toRow(workload: FollowedWorkload): WorkloadRow {
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
    stamps: JSON.stringify(workload.stamps),
    stamps_version: workload.stampsVersion,
  };
}

function fromRow(row: WorkloadRow): FollowedWorkload {
  return {
    workloadRef: row.workload_ref,
    title: row.title,
    ownerRef: row.owner_ref ?? undefined,
    domainRef: row.domain_ref ?? undefined,
    lifecycle: row.lifecycle ?? undefined,
    tier: row.tier ?? undefined,
    stamps: JSON.parse(row.stamps),
    stampsVersion: row.stamps_version,
  };
}

/** The stamp that an entity is or belongs to; `undefined` for what belongs to all of the workload. */
export function stampOf(
  { stamps }: Pick<FollowedWorkload, 'stamps'>,
  entityRef: string,
): string | undefined {
  if (Object.hasOwn(stamps, entityRef)) return entityRef;
  return Object.keys(stamps).find(ref =>
    stamps[ref].parts?.includes(entityRef),
  );
}
