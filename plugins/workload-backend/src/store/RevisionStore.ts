import { WorkloadGraph } from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { Stretch } from './HistoryStore';

/** The service map of a workload as it was from a moment on, without health. */
export interface GraphRevision {
  /** ISO 8601. */
  at: string;
  /** With the user flows of that time. */
  graph: WorkloadGraph;
}

/** Reads how service maps were. */
export class RevisionStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Since when the map of a workload is kept: ISO 8601. */
  async keptSince(workloadRef: string): Promise<string | undefined> {
    const [{ at }] = await this.#of(workloadRef).min('at as at');
    return at ?? undefined;
  }

  /** The map that held at a moment; `undefined` before the first that is kept. */
  async at(
    workloadRef: string,
    at: string,
  ): Promise<GraphRevision | undefined> {
    const row = await this.#of(workloadRef)
      .where('at', '<=', at)
      .orderBy('at', 'desc')
      .first();
    return row && { at: row.at, graph: JSON.parse(row.graph) };
  }

  /** When the map became another within a stretch; the newest `limit`, newest first. */
  async moments(
    workloadRef: string,
    { from, to }: Stretch,
    limit: number,
  ): Promise<string[]> {
    return this.#of(workloadRef)
      .whereBetween('at', [from, to])
      .orderBy('at', 'desc')
      .limit(limit)
      .pluck('at');
  }

  /** The newest `limit` maps, newest first, as long as they came after a moment; and the one before them. */
  async since(
    workloadRef: string,
    since: string,
    limit: number,
  ): Promise<GraphRevision[]> {
    const rows = await this.#of(workloadRef)
      .where('at', '>=', this.#lastBefore(workloadRef, since))
      .orderBy('at', 'desc')
      .limit(limit + 1);
    return rows.map(row => ({ at: row.at, graph: JSON.parse(row.graph) }));
  }

  #of(workloadRef: string) {
    return this.#database('graph_revisions').where({
      workload_ref: workloadRef,
    });
  }

  /** When the map that held at a moment had come; the moment itself where none had. */
  #lastBefore(workloadRef: string, moment: string): Knex.Raw {
    const last = this.#of(workloadRef).where('at', '<=', moment).max('at');
    return this.#database.raw('coalesce((?), ?)', [last, moment]);
  }
}
