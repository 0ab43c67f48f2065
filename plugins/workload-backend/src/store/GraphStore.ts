import { createHash } from 'node:crypto';
import {
  USER_FLOW_KIND,
  WorkloadGraph,
} from '@plumbline/plugin-workload-common';
import { bulkWrite, inTurns } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { HealthDesk } from '../health/HealthNews';
import { toNodeFacts, unknownSince } from './nodeRows';
import { apart } from './apart';
import { BATCH } from './batch';
import {
  EdgeTable,
  GraphRevisionTable,
  NodeTable,
  WorkloadTable,
} from './tables';
import { lookAgain, takeTurns } from './turns';

/** What the catalog says about one workload. */
export interface CatalogedWorkload {
  namespace: string;
  name: string;
  title: string;
  description?: string;
  ownerRef?: string;
  domainRef?: string;
  tier?: string;
  graph: WorkloadGraph;
}

/** Workloads and their service maps, as the catalog has them. */
export class GraphStore {
  readonly #database: Knex;
  readonly #incidents: Pick<HealthDesk, 'leave'> | undefined;

  /** @param incidents - hears which workloads left, in the same transaction. */
  constructor(database: Knex, incidents?: Pick<HealthDesk, 'leave'>) {
    this.#database = database;
    this.#incidents = incidents;
  }

  /** Refs of all workloads. */
  async workloadRefs(): Promise<string[]> {
    return this.#database<WorkloadTable>('workloads').pluck('workload_ref');
  }

  /**
   * Stores workloads as they now are, and returns the refs of those that
   * changed. States of nodes that stay are kept until health is rolled up.
   */
  async save(workloads: CatalogedWorkload[], now: string): Promise<string[]> {
    const changed: string[] = [];
    for await (const batch of inTurns(workloads, BATCH)) {
      await this.#database.transaction(async tx => {
        const refs = await takeTurns(
          tx,
          batch.map(each => each.graph.workloadRef),
        );
        const known = new Map(
          (
            await tx<WorkloadTable>('workloads')
              .select('workload_ref', 'graph_hash')
              .whereIn('workload_ref', refs)
          ).map(row => [row.workload_ref, row.graph_hash]),
        );
        const fresh = batch
          .map(workload => ({ workload, hash: hashOf(workload) }))
          .filter(
            ({ workload, hash }) =>
              known.get(workload.graph.workloadRef) !== hash,
          );
        await tx<WorkloadTable>('workloads')
          .whereIn('workload_ref', refs)
          .update({ graph_as_of: now });
        if (fresh.length === 0) return;
        await this.#saveFresh(tx, fresh, now);
        const renewed = fresh.map(each => each.workload.graph.workloadRef);
        await lookAgain(tx, renewed, now);
        changed.push(...renewed);
      });
    }
    return changed;
  }

  /**
   * Forgets workloads that left the catalog, but not their history, nor what
   * people said about them in the portal: they may come back.
   *
   * @param now - ISO 8601.
   * @throws AggregateError after the others, when some cannot be forgotten.
   */
  async remove(workloadRefs: string[], now: string): Promise<void> {
    const errors: Error[] = [];
    for await (const batch of inTurns(workloadRefs, BATCH)) {
      await apart(
        batch,
        refs => this.#remove(refs, now),
        async (ref, cause) => {
          errors.push(new Error(`${ref} was not forgotten: ${cause}`));
        },
      );
    }
    if (errors.length > 0) {
      throw new AggregateError(
        errors,
        errors.map(error => error.message).join('; '),
      );
    }
  }

  async #remove(workloadRefs: string[], now: string): Promise<void> {
    await this.#database.transaction(async tx => {
      const refs = await takeTurns(tx, workloadRefs);
      await this.#incidents?.leave(tx, refs, now);
      await bulkWrite<GraphRevisionTable>(
        tx,
        'graph_revisions',
        refs.map(ref => ({
          workload_ref: ref,
          at: now,
          graph: JSON.stringify(nothingOf(ref)),
        })),
        { key: ['workload_ref', 'at'] },
      );
      for (const table of [
        'nodes',
        'edges',
        'attention',
        'alert_boards',
        'workload_failures',
        'workloads',
      ]) {
        await tx(table).whereIn('workload_ref', refs).delete();
      }
    });
  }

  async #saveFresh(
    tx: Knex.Transaction,
    fresh: { workload: CatalogedWorkload; hash: string }[],
    now: string,
  ) {
    await tx<WorkloadTable>('workloads')
      .insert(fresh.map(({ workload, hash }) => toRow(workload, hash, now)))
      .onConflict('workload_ref')
      .merge([
        'title',
        'description',
        'owner_ref',
        'domain_ref',
        'tier',
        'search_text',
        'graph_hash',
        'graph_as_of',
        'updated_at',
      ]);

    const refs = fresh.map(({ workload }) => workload.graph.workloadRef);
    const before = await tx<NodeTable>('nodes').whereIn('workload_ref', refs);
    const states = new Map(before.map(row => [keyOf(row), row]));
    const nodes = fresh.flatMap(({ workload: { graph } }) =>
      graph.nodes.map((node): NodeTable => {
        const facts = toNodeFacts(graph.workloadRef, node);
        return {
          ...(states.get(keyOf(facts)) ?? unknownSince(now)),
          ...facts,
        };
      }),
    );
    const edges = fresh.flatMap(({ workload: { graph } }) =>
      graph.edges.map(edge => ({
        workload_ref: graph.workloadRef,
        source_ref: edge.sourceRef,
        target_ref: edge.targetRef,
        kind: edge.kind,
      })),
    );
    // User flows are the health model's, and stay.
    const flows = before
      .filter(row => row.kind === USER_FLOW_KIND)
      .map(row => row.entity_ref);
    await tx<NodeTable>('nodes')
      .whereIn('workload_ref', refs)
      .whereNot({ kind: USER_FLOW_KIND })
      .delete();
    await tx<EdgeTable>('edges')
      .whereIn('workload_ref', refs)
      .whereNotIn('source_ref', [...new Set(flows)])
      .delete();
    await bulkWrite<NodeTable>(tx, 'nodes', nodes);
    await bulkWrite<EdgeTable>(tx, 'edges', edges);
  }
}

function toRow(
  workload: CatalogedWorkload,
  hash: string,
  now: string,
): WorkloadTable {
  const { namespace, name, title, description, ownerRef, domainRef, tier } =
    workload;
  return {
    workload_ref: workload.graph.workloadRef,
    namespace,
    name,
    title,
    description: description ?? null,
    owner_ref: ownerRef ?? null,
    domain_ref: domainRef ?? null,
    tier: tier ?? null,
    search_text: [title, name, description, ownerRef, domainRef]
      .filter(Boolean)
      .join(' ')
      .toLocaleLowerCase('en-US'),
    graph_hash: hash,
    graph_as_of: now,
    // Until health is rolled up, which follows at once.
    health: 'unknown',
    health_rank: 2,
    health_since: now,
    health_reason: 'Not evaluated yet',
    health_parts: null,
    families: '{}',
    tiles: '[]',
    maturity_sort: null,
    slo_sort: null,
    secret_expiry_sort: null,
    stamps: '[]',
    stamp_count: 0,
    regions: '',
    region_count: 0,
    attention_count: 0,
    urgency: 0,
    incident: null,
    incident_sort: null,
    shape_hash: null,
    updated_at: now,
  };
}

/** The map of a workload that has left the catalog. */
function nothingOf(workloadRef: string): WorkloadGraph {
  return { workloadRef, nodes: [], edges: [] };
}

function keyOf(row: { workload_ref: string; entity_ref: string }): string {
  return `${row.workload_ref} ${row.entity_ref}`;
}

function hashOf(workload: CatalogedWorkload): string {
  return createHash('sha256').update(JSON.stringify(workload)).digest('hex');
}
