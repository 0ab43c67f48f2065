import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { relist } from './relist';
import {
  BranchKind,
  DeclaredStamp,
  DriftFile,
  DriftState,
  LockedStamp,
  PullRequestTable,
  ReadingTable,
  StampTable,
} from './rows';
import { takeTurn } from './takeTurn';

/** A stamp as its files in the estate are. */
export interface StandingStamp {
  locked: LockedStamp;
  drift: DriftState;
  files: DriftFile[];
}

/** An open pull request about a stamp. */
export interface StampPullRequest {
  branch: string;
  stampName: string;
  kind: BranchKind;
  label: string;
  url: string;
}

/** What was read of a workload in the estate. */
export interface EstateReading {
  workloadRef: string;
  stamps: StandingStamp[];
  /** Stamps whose lock could not be read: what is known of them stays, their drift is unknown. */
  unread: string[];
  pullRequests: StampPullRequest[];
  /** What is wrong, where only part of it could be read. */
  problem?: string;
}

/** Writes what the catalog and the estate say of stamps. */
export class StampStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Takes over what the catalog says of workloads; stamps of theirs that it does
   * not name are no longer declared.
   */
  async declare(
    workloads: { workloadRef: string; stamps: DeclaredStamp[] }[],
    now: Date,
  ): Promise<void> {
    for (const batch of slices(workloads, 200)) {
      await this.#database.transaction(async transaction => {
        await takeTurn(transaction);
        const workloadRefs = batch.map(({ workloadRef }) => workloadRef);
        const before = await this.#stampRefs(transaction, workloadRefs);
        const rows = batch.flatMap(({ workloadRef, stamps }) =>
          stamps.map(stamp => ({
            stamp_ref: stamp.stampRef,
            workload_ref: workloadRef,
            declared: JSON.stringify(stamp),
          })),
        );
        const declared = new Set(rows.map(row => row.stamp_ref));
        await this.#clear(
          transaction,
          before.filter(ref => !declared.has(ref)),
          { declared: null },
        );
        await bulkWrite(transaction, 'stamps', rows, { key: ['stamp_ref'] });
        await relist(
          transaction,
          [...new Set([...before, ...declared])],
          now.toISOString(),
        );
      });
    }
  }

  /** Takes over what was read of a workload in the estate. */
  async takeReading(
    reading: EstateReading,
    revision: string | undefined,
    now: Date,
  ): Promise<void> {
    const { workloadRef, stamps, pullRequests } = reading;
    const at = now.toISOString();
    await this.#database.transaction(async transaction => {
      await takeTurn(transaction);
      const before = await this.#stampRefs(transaction, [workloadRef]);
      const standing = new Set(stamps.map(({ locked }) => locked.stampRef));
      const unread = new Set(reading.unread);
      await this.#clear(
        transaction,
        before.filter(ref => !standing.has(ref) && !unread.has(ref)),
        { locked: null, drift: null, drift_files: null },
      );
      await this.#clear(
        transaction,
        before.filter(ref => unread.has(ref)),
        { drift: 'unknown', drift_files: '[]' },
      );
      await bulkWrite(
        transaction,
        'stamps',
        stamps.map(({ locked, drift, files }) => ({
          stamp_ref: locked.stampRef,
          workload_ref: workloadRef,
          locked: JSON.stringify(locked),
          drift,
          drift_files: JSON.stringify(files),
        })),
        { key: ['stamp_ref'] },
      );
      await relist(transaction, [...new Set([...before, ...standing])], at);

      const known = new Map(
        (
          await transaction<PullRequestTable>('pull_requests')
            .select('branch', 'seen_at')
            .where({ workload_ref: workloadRef })
        ).map(row => [row.branch, row.seen_at]),
      );
      await transaction('pull_requests')
        .where({ workload_ref: workloadRef })
        .delete();
      await bulkWrite(
        transaction,
        'pull_requests',
        pullRequests.map(
          (pullRequest): PullRequestTable => ({
            workload_ref: workloadRef,
            branch: pullRequest.branch,
            stamp_name: pullRequest.stampName,
            kind: pullRequest.kind,
            label: pullRequest.label,
            url: pullRequest.url,
            seen_at: known.get(pullRequest.branch) ?? at,
          }),
        ),
        { key: ['workload_ref', 'branch'] },
      );
      await this.#noteReading(transaction, reading, revision, at);
    });
  }

  /** Notes that nothing changed for workloads since they were read. */
  async noteUnchanged(
    workloadRefs: readonly string[],
    now: Date,
  ): Promise<void> {
    for (const refs of slices(workloadRefs)) {
      await this.#database<ReadingTable>('readings')
        .where(anyOf(this.#database, 'workload_ref', refs))
        .update({ read_at: now.toISOString() });
    }
  }

  /**
   * Notes that workloads could not be read: what was read last stays, with the
   * error, until it is too old to be believed.
   *
   * @param oldest - what was read before it is no longer known.
   */
  async noteFailure(
    workloadRefs: readonly string[],
    error: string,
    oldest: Date,
    now: Date,
  ): Promise<void> {
    const at = now.toISOString();
    await this.#database.transaction(async transaction => {
      await takeTurn(transaction);
      for (const refs of slices(workloadRefs)) {
        await transaction<ReadingTable>('readings')
          .insert(refs.map(ref => ({ workload_ref: ref })))
          .onConflict('workload_ref')
          .ignore();
        await transaction<ReadingTable>('readings')
          .where(anyOf(transaction, 'workload_ref', refs))
          .update({
            // Read again as soon as that goes.
            revision: null,
            error,
            error_since: transaction.raw('coalesce(error_since, ?)', [at]),
          });
      }
      await transaction('stamps')
        .whereNotNull('locked')
        .whereIn(
          'workload_ref',
          transaction<ReadingTable>('readings')
            .select('workload_ref')
            .whereNotNull('error')
            .andWhere(query =>
              query
                .whereNull('read_at')
                .orWhere('read_at', '<', oldest.toISOString()),
            ),
        )
        .update({ drift: 'unknown', drift_files: '[]' });
    });
  }

  /** The revisions at which workloads were read, by ref; without those that have to be read again. */
  async revisions(): Promise<Map<string, string>> {
    const rows = await this.#database<ReadingTable>('readings')
      .select('workload_ref', 'revision')
      .whereNotNull('revision');
    return new Map(rows.map(row => [row.workload_ref, row.revision!]));
  }

  /** The stamps of a workload that had a lock when it was last read. */
  async locked(workloadRef: string): Promise<LockedStamp[]> {
    const locks = await this.#database<StampTable>('stamps')
      .where({ workload_ref: workloadRef })
      .whereNotNull('locked')
      .pluck('locked');
    return locks.flatMap(lock => (lock === null ? [] : JSON.parse(lock)));
  }

  /** Refs of workloads of which anything is stored. */
  async workloadRefs(): Promise<string[]> {
    const [stamps, readings] = await Promise.all([
      this.#database('stamps').distinct('workload_ref').pluck('workload_ref'),
      this.#database('readings').pluck('workload_ref'),
    ]);
    return [...new Set<string>([...stamps, ...readings])];
  }

  /** Forgets workloads; what was told of their stamps stays, in case they come back. */
  async forget(workloadRefs: string[]): Promise<void> {
    for (const refs of slices(workloadRefs)) {
      await this.#database.transaction(async transaction => {
        await takeTurn(transaction);
        for (const table of ['stamps', 'pull_requests', 'readings']) {
          await transaction(table)
            .where(anyOf(transaction, 'workload_ref', refs))
            .delete();
        }
      });
    }
  }

  async #stampRefs(database: Knex, workloadRefs: string[]): Promise<string[]> {
    return database<StampTable>('stamps')
      .where(anyOf(database, 'workload_ref', workloadRefs))
      .pluck('stamp_ref');
  }

  async #clear(
    database: Knex,
    stampRefs: string[],
    values: Partial<StampTable>,
  ): Promise<void> {
    for (const refs of slices(stampRefs)) {
      await database<StampTable>('stamps')
        .where(anyOf(database, 'stamp_ref', refs))
        .update(values);
    }
  }

  async #noteReading(
    database: Knex,
    { workloadRef, problem }: EstateReading,
    revision: string | undefined,
    at: string,
  ): Promise<void> {
    const row: ReadingTable = {
      workload_ref: workloadRef,
      read_at: at,
      revision: revision ?? null,
      problem: problem ?? null,
      error: null,
      error_since: null,
    };
    await bulkWrite(database, 'readings', [row], { key: ['workload_ref'] });
  }
}
