import { hash } from 'node:crypto';
import { EventsService } from '@backstage/plugin-events-node';
import {
  FamilySummary,
  SUMMARIES_TOPIC,
  SummariesChanged,
  SummariesPage,
  ReportingFamily,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { anyOf } from './anyOf';
import { bulkWrite } from './bulkWrite';
import { inTurns } from './inTurns';
import { ROWS_PER_STATEMENT, VALUES_PER_QUERY } from './slices';

const TABLE = 'summaries';
const REFS_PER_EVENT = 1_000;

interface SummaryRow {
  workload_ref: string;
  summary: string;
  content_hash: string;
}

/**
 * The summaries that a family keeps of its workloads, in the family's own
 * database, and the event that says which of them changed.
 *
 * The family's first migration makes the table:
 * `summaries(workload_ref primary key, summary text, content_hash)`.
 */
export class SummaryStore {
  readonly #database: Knex;
  readonly #events: EventsService;
  readonly #family: ReportingFamily;

  constructor(options: {
    database: Knex;
    events: EventsService;
    family: ReportingFamily;
  }) {
    this.#database = options.database;
    this.#events = options.events;
    this.#family = options.family;
  }

  /**
   * Stores the summaries and publishes the refs of those whose content
   * changed. `asOf` alone does not count as a change, and is stored only along
   * with one, so that a quiet night writes nothing.
   */
  async save(summaries: FamilySummary[]): Promise<void> {
    const changed: string[] = [];
    for await (const batch of inTurns(summaries, VALUES_PER_QUERY)) {
      const rows = batch.map(toRow);
      const known = new Map(
        (
          await this.#database<SummaryRow>(TABLE)
            .select('workload_ref', 'content_hash')
            .where(
              anyOf(
                this.#database,
                'workload_ref',
                rows.map(row => row.workload_ref),
              ),
            )
        ).map(row => [row.workload_ref, row.content_hash]),
      );
      const fresh = rows.filter(
        row => known.get(row.workload_ref) !== row.content_hash,
      );
      if (fresh.length === 0) continue;
      await bulkWrite(this.#database, TABLE, fresh, { key: ['workload_ref'] });
      changed.push(...fresh.map(row => row.workload_ref));
    }
    await this.#publish(changed);
  }

  /** Removes the summaries of every workload that is not in `workloadRefs`. */
  async retain(workloadRefs: string[]): Promise<void> {
    const keep = new Set(workloadRefs);
    const gone = (
      await this.#database<SummaryRow>(TABLE).select('workload_ref')
    )
      .map(row => row.workload_ref)
      .filter(ref => !keep.has(ref));
    for await (const refs of inTurns(gone, ROWS_PER_STATEMENT)) {
      await this.#database<SummaryRow>(TABLE)
        .whereIn('workload_ref', refs)
        .delete();
    }
    await this.#publish(gone);
  }

  /** A page ordered by workload ref, after `after`, at most `limit`; only `workloadRefs` when given. */
  async page(options: {
    after?: string;
    limit: number;
    workloadRefs?: string[];
  }): Promise<SummariesPage> {
    const query = this.#database<SummaryRow>(TABLE)
      .select('workload_ref', 'summary')
      .orderBy('workload_ref')
      .limit(options.limit + 1);
    if (options.after) query.where('workload_ref', '>', options.after);
    if (options.workloadRefs) {
      query.whereIn('workload_ref', options.workloadRefs);
    }
    const rows = await query;
    const page = rows.slice(0, options.limit);
    return {
      items: page.map(row => JSON.parse(row.summary)),
      nextAfter:
        rows.length > options.limit
          ? page[page.length - 1].workload_ref
          : undefined,
    };
  }

  async #publish(workloadRefs: string[]) {
    for (let i = 0; i < workloadRefs.length; i += REFS_PER_EVENT) {
      const eventPayload: SummariesChanged = {
        family: this.#family,
        workloadRefs: workloadRefs.slice(i, i + REFS_PER_EVENT),
      };
      await this.#events.publish({ topic: SUMMARIES_TOPIC, eventPayload });
    }
  }
}

function toRow(summary: FamilySummary): SummaryRow {
  const { asOf, ...rest } = summary;
  const content = JSON.stringify(rest);
  return {
    workload_ref: summary.workloadRef,
    // What it says is put into words once, for the hash too.
    summary: `${content.slice(0, -1)},"asOf":${JSON.stringify(asOf)}}`,
    content_hash: hash('sha256', content),
  };
}
