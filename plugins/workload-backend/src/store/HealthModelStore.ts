import { createHash } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  HealthModel,
  HealthModelAnswer,
  HealthModelInput,
  HealthModelPreview,
  HealthModelProblem,
  completeHealthModel,
  formatHealthModel,
  healthModelFindings,
  parseHealthModel,
  previewHealthModel,
} from '@plumbline/plugin-workload-common';
import { bulkWrite, placeName, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { loadHealth } from '../health/loadHealth';
import { storedGraph, storedSignals } from '../health/storedGraph';
import { BATCH } from './batch';
import { inForce, modelOf } from './modelsInForce';
import {
  EdgeTable,
  HealthModelTable,
  NodeTable,
  WorkloadTable,
} from './tables';
import { lookAgain, takeTurns } from './turns';

/** Where a workload's annotation leads. */
export interface ModelFile {
  /** A path or a URL; absent when it leads nowhere. */
  location?: string;
  /** Why it leads nowhere. */
  problem?: string;
}

/** What a look at the file of a model gave. */
export interface ModelReading {
  workloadRef: string;
  location: string;
  etag?: string;
  /** Absent when it is as it was at the last look, or was not read. */
  text?: string;
  /** Why it was not read. */
  error?: string;
}

/** A text that cannot hold as a health model. */
export class HealthModelRefused extends InputError {
  readonly problems: HealthModelProblem[];

  constructor(problems: HealthModelProblem[]) {
    const [{ line, column, field, expected }] = problems;
    super(
      `The health model cannot hold: line ${line}, column ${column}${
        field ? ` (${field})` : ''
      }: expected ${expected}`,
    );
    this.problems = problems;
  }
}

/**
 * Health models of workloads: of a file that the catalog leads to, or edited in
 * the portal. The last text of a file that could hold stays in force; what was
 * edited in the portal holds until a file does, and again when there is none.
 */
export class HealthModelStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** What holds for a workload, and what is wrong with what was read last; `undefined` for an unknown one. */
  async standing(
    workloadRef: string,
  ): Promise<Omit<HealthModelAnswer, 'edit'> | undefined> {
    const where = { workload_ref: workloadRef };
    const [workload, nodes, edges, models] = await Promise.all([
      this.#database<WorkloadTable>('workloads').where(where).first(),
      this.#database<NodeTable>('nodes').where(where),
      this.#database<EdgeTable>('edges').where(where),
      this.#database<HealthModelTable>('health_models').where(where),
    ]);
    if (!workload) return undefined;
    const file = models.find(each => each.origin === 'file');
    const row = inForce(models);
    const model = modelOf(row);
    const graph = storedGraph({ workload, nodes, edges });
    return {
      workloadRef,
      origin: file ? 'file' : row?.origin ?? 'default',
      location: file?.location ? whereIs(file) : undefined,
      text: row?.text ?? undefined,
      completeText: formatHealthModel(
        workload.name,
        completeHealthModel(graph, model),
      ),
      revision: row?.revision ?? '',
      problems: file ? JSON.parse(file.problems) : [],
      findings: healthModelFindings(graph, model),
      error: file?.error ?? undefined,
      errorAt: file?.error_at ?? undefined,
      changedAt: row?.changed_at ?? undefined,
      changedBy: row?.changed_by ?? undefined,
    };
  }

  /**
   * What a text would change now, if it held; `undefined` for an unknown
   * workload. Nothing is stored.
   *
   * @param at - epoch milliseconds.
   */
  async preview(
    workloadRef: string,
    text: string,
    at: number,
  ): Promise<HealthModelPreview | undefined> {
    const [stored] = await loadHealth(this.#database, [workloadRef]);
    return (
      stored &&
      previewHealthModel({
        graph: storedGraph(stored),
        signalsOf: model => storedSignals({ ...stored, model }, at).signals,
        current: stored.model,
        text,
      })
    );
  }

  /**
   * Saves a model that was edited in the portal; an empty text takes it away.
   *
   * @param by - full ref of who edited it.
   * @param now - ISO 8601.
   * @throws HealthModelRefused when the text cannot hold; ConflictError when a
   * file keeps the model or someone else saved meanwhile; NotFoundError when
   * there is no such workload.
   */
  async saveFromPortal(
    workloadRef: string,
    { text, revision }: HealthModelInput,
    by: string,
    now: string,
  ): Promise<void> {
    const parsed = text.trim() === '' ? undefined : parseHealthModel(text);
    if (parsed?.problems) throw new HealthModelRefused(parsed.problems);
    await this.#database.transaction(async tx => {
      const refs = await takeTurns(tx, [workloadRef]);
      if (refs.length === 0) {
        throw new NotFoundError(`'${workloadRef}' is not known as a workload`);
      }
      const rows = await tx<HealthModelTable>('health_models').where({
        workload_ref: workloadRef,
      });
      const file = rows.find(each => each.origin === 'file');
      if (file) {
        throw new ConflictError(
          `The health model of '${workloadRef}' is kept in ${whereIs(
            file,
          )} and edited there`,
        );
      }
      if ((inForce(rows)?.revision ?? '') !== revision) {
        throw new ConflictError(
          `The health model of '${workloadRef}' was saved by someone else meanwhile; read it again`,
        );
      }
      if (parsed) {
        await write(tx, [
          {
            ...emptyRow(workloadRef, 'portal'),
            ...held(text, parsed.model),
            changed_at: now,
            changed_by: by,
          },
        ]);
      } else {
        await tx<HealthModelTable>('health_models')
          .where({ workload_ref: workloadRef, origin: 'portal' })
          .delete();
      }
      await lookAgain(tx, refs, now);
    });
  }

  /**
   * Notes where the annotations of workloads lead; `undefined` for a workload
   * that has none, whose file is forgotten.
   *
   * @param now - ISO 8601.
   * @returns workloads whose file nobody has read yet, and those for which another model holds.
   */
  async follow(
    files: Map<string, ModelFile | undefined>,
    now: string,
  ): Promise<{ unread: string[]; changed: string[] }> {
    const stored = byRef(await filesOf(this.#database, [...files.keys()]));
    const moved = [...files].flatMap(([ref, file]) =>
      isNoted(stored.get(ref), file) ? [] : ref,
    );
    if (moved.length === 0) return { unread: [], changed: [] };
    return this.#database.transaction(async tx => {
      const refs = await takeTurns(tx, moved);
      const rows = byRef(await filesOf(tx, refs));
      const led = refs.filter(ref => files.get(ref));
      await write(
        tx,
        led.map(ref => {
          const { location = null, problem = null } = files.get(ref)!;
          return {
            ...(rows.get(ref) ?? emptyRow(ref, 'file')),
            location,
            etag: null,
            error: problem,
            error_at: problem && now,
          };
        }),
      );
      const left = refs.filter(ref => !files.get(ref));
      await tx<HealthModelTable>('health_models')
        .where({ origin: 'file' })
        .whereIn('workload_ref', left)
        .delete();
      await lookAgain(tx, left, now);
      return {
        unread: led.filter(ref => files.get(ref)!.location),
        changed: left,
      };
    });
  }

  /** The files that annotations lead to, of some workloads or of all, each with the etag of its last look. */
  async toRead(
    workloadRefs?: string[],
  ): Promise<{ workloadRef: string; location: string; etag?: string }[]> {
    const rows = workloadRefs
      ? await filesOf(this.#database, workloadRefs)
      : await this.#database<HealthModelTable>('health_models')
          .where({ origin: 'file' })
          // Of those that left the catalog the last one is kept, and not read again.
          .whereIn(
            'workload_ref',
            this.#database<WorkloadTable>('workloads').select('workload_ref'),
          )
          .orderBy('workload_ref');
    return rows.flatMap(row =>
      row.location === null
        ? []
        : {
            workloadRef: row.workload_ref,
            location: row.location,
            etag: row.etag ?? undefined,
          },
    );
  }

  /**
   * Stores what looks at files gave. A text that cannot hold leaves the one
   * before in force, with what is wrong with it.
   *
   * @param now - ISO 8601.
   * @returns the workloads for which another model holds.
   */
  async saveReadings(readings: ModelReading[], now: string): Promise<string[]> {
    const changed: string[] = [];
    for (const some of slices(readings, BATCH)) {
      await this.#database.transaction(async tx => {
        const refs = await takeTurns(
          tx,
          some.map(each => each.workloadRef),
        );
        const stored = byRef(await filesOf(tx, refs));
        const rows = some.flatMap(reading => {
          const row = stored.get(reading.workloadRef);
          // It may lead elsewhere by now.
          if (!row || row.location !== reading.location) return [];
          const after = { ...row, ...readRow(row, reading, now) };
          return isSame(row, after) ? [] : after;
        });
        await write(tx, rows);
        const renewed = rows
          .filter(
            row => stored.get(row.workload_ref)!.revision !== row.revision,
          )
          .map(row => row.workload_ref);
        await lookAgain(tx, renewed, now);
        changed.push(...renewed);
      });
    }
    return changed;
  }
}

/** Where a file is, for people. */
function whereIs({ location }: HealthModelTable): string {
  return location === null ? 'a file' : placeName(location);
}

async function filesOf(
  database: Knex,
  workloadRefs: string[],
): Promise<HealthModelTable[]> {
  const rows: HealthModelTable[] = [];
  for (const refs of slices(workloadRefs, BATCH)) {
    rows.push(
      ...(await database<HealthModelTable>('health_models')
        .where({ origin: 'file' })
        .whereIn('workload_ref', refs)),
    );
  }
  return rows;
}

/** Whether what is stored of a file already says where it is, or that it is nowhere. */
function isNoted(
  row: HealthModelTable | undefined,
  file: ModelFile | undefined,
): boolean {
  if (!row || !file) return !row && !file;
  if (row.location !== (file.location ?? null)) return false;
  return file.problem === undefined || row.error === file.problem;
}

function byRef(rows: HealthModelTable[]): Map<string, HealthModelTable> {
  return new Map(rows.map(row => [row.workload_ref, row]));
}

function readRow(
  row: HealthModelTable,
  { text, etag, error }: ModelReading,
  now: string,
): Partial<HealthModelTable> {
  if (error !== undefined) {
    return {
      error,
      error_at: row.error === error ? row.error_at : now,
    };
  }
  const read = { etag: etag ?? row.etag, error: null, error_at: null };
  if (text === undefined) return read;
  const parsed = parseHealthModel(text);
  if (parsed.problems) {
    return { ...read, problems: JSON.stringify(parsed.problems) };
  }
  const fresh = held(text, parsed.model);
  return {
    ...read,
    ...fresh,
    changed_at: row.revision === fresh.revision ? row.changed_at : now,
  };
}

function held(text: string, model: HealthModel) {
  return {
    text,
    model: JSON.stringify(model),
    revision: createHash('sha256').update(text).digest('hex'),
    problems: '[]',
  };
}

function emptyRow(
  workloadRef: string,
  origin: HealthModelTable['origin'],
): HealthModelTable {
  return {
    workload_ref: workloadRef,
    origin,
    location: null,
    etag: null,
    text: null,
    model: null,
    revision: '',
    problems: '[]',
    error: null,
    error_at: null,
    changed_at: null,
    changed_by: null,
  };
}

async function write(tx: Knex.Transaction, rows: HealthModelTable[]) {
  await bulkWrite<HealthModelTable>(tx, 'health_models', rows, {
    key: ['workload_ref', 'origin'],
  });
}

function isSame(before: HealthModelTable, after: HealthModelTable): boolean {
  return Object.entries(after).every(
    ([column, value]) => before[column as keyof HealthModelTable] === value,
  );
}
