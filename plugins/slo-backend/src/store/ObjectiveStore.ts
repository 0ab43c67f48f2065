import { createHash } from 'node:crypto';
import {
  DocumentError,
  ObjectiveDefinition,
  OpenSloFile,
  ReportedDocumentError,
} from '@plumbline/plugin-slo-common';
import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { SeriesStore } from './SeriesStore';

/** An objective as it is stored. */
export interface StoredObjective {
  definition: ObjectiveDefinition;
  /** Changes with anything that the evaluation depends on. */
  definitionHash: string;
  seriesId: number;
}

interface ObjectiveRow {
  id: string;
  workload_ref: string;
  file: string;
  series_id: number;
  definition: string;
  definition_hash: string;
}

interface DocumentErrorRow {
  workload_ref: string | null;
  error: string;
  reported_at: string;
}

/** What the documents declare, and what is wrong with them. */
export class ObjectiveStore {
  readonly #database: Knex;
  readonly #series: SeriesStore;

  constructor(database: Knex, series: SeriesStore) {
    this.#database = database;
    this.#series = series;
  }

  /**
   * Replaces what is declared. An objective that vanished from a file with
   * errors, or with a folder that cannot be read, stays as it was last declared,
   * since nobody took it back.
   *
   * @returns the workloads whose objectives or errors changed.
   */
  async replace(
    files: OpenSloFile[],
    objectives: ObjectiveDefinition[],
    errors: DocumentError[],
    now: Date,
  ): Promise<Set<string>> {
    const seriesIds = await this.#series.track(objectives);
    return this.#database.transaction(async transaction => {
      const stored = new Map(
        (await transaction<ObjectiveRow>('objectives').select()).map(row => [
          row.id,
          row,
        ]),
      );
      const concerned = new Set<string>();
      const changed: ObjectiveRow[] = [];
      for (const definition of objectives) {
        const row = toRow(definition, seriesIds.get(definition.id)!);
        const before = stored.get(definition.id);
        stored.delete(definition.id);
        if (before?.definition_hash === row.definition_hash) continue;
        changed.push(row);
        concerned.add(row.workload_ref);
        if (before) concerned.add(before.workload_ref);
      }
      for (const rows of slices(changed)) {
        await transaction('objectives').insert(rows).onConflict('id').merge();
      }
      const faulty = new Set(
        errors
          .filter(({ severity }) => severity === 'error')
          .map(({ file }) => file),
      );
      const gone = [...stored.values()].filter(
        ({ file }) => faultOf(file, faulty) === undefined,
      );
      for (const rows of slices(gone)) {
        const ids = rows.map(({ id }) => id);
        await transaction('objectives').whereIn('id', ids).delete();
        await transaction('statuses').whereIn('objective_id', ids).delete();
        await transaction('daily_budgets')
          .whereIn('objective_id', ids)
          .delete();
        rows.forEach(row => concerned.add(row.workload_ref));
      }
      const kept = [...stored.values()].flatMap(row => {
        const fault = faultOf(row.file, faulty);
        return fault === undefined
          ? []
          : [{ file: fault, workloadRef: row.workload_ref }];
      });
      const complaints = errorRows(files, errors, kept, now);
      for (const ref of await replaceErrors(transaction, complaints)) {
        concerned.add(ref);
      }
      return concerned;
    });
  }

  /** Every objective, ordered by id. */
  async all(): Promise<StoredObjective[]> {
    const rows = await this.#database<ObjectiveRow>('objectives')
      .select()
      .orderBy('id');
    return rows.map(row => ({
      definition: JSON.parse(row.definition),
      definitionHash: row.definition_hash,
      seriesId: row.series_id,
    }));
  }

  /** The declared ones among these, ordered by id. */
  async named(ids: string[]): Promise<ObjectiveDefinition[]> {
    const rows = await this.#database<ObjectiveRow>('objectives')
      .select('definition')
      .whereIn('id', ids)
      .orderBy('id');
    return rows.map(row => JSON.parse(row.definition));
  }

  /** What is declared for workloads, by workload ref, each ordered by id. */
  async ofWorkloads(
    workloadRefs: string[],
  ): Promise<Map<string, ObjectiveDefinition[]>> {
    const objectives = new Map<string, ObjectiveDefinition[]>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<ObjectiveRow>('objectives')
        .select('workload_ref', 'definition')
        .whereIn('workload_ref', refs)
        .orderBy('id');
      for (const { workload_ref: ref, definition } of rows) {
        const of = objectives.get(ref) ?? [];
        of.push(JSON.parse(definition));
        objectives.set(ref, of);
      }
    }
    return objectives;
  }

  /** Document errors of workloads, by workload ref. */
  async errorsOf(
    workloadRefs: string[],
  ): Promise<Map<string, ReportedDocumentError[]>> {
    const errors = new Map<string, ReportedDocumentError[]>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<DocumentErrorRow>('document_errors')
        .select()
        .whereIn('workload_ref', refs)
        .orderBy('id');
      for (const { workload_ref: ref, error, reported_at } of rows) {
        if (ref === null) continue;
        const of = errors.get(ref) ?? [];
        of.push({ ...JSON.parse(error), reportedAt: reported_at });
        errors.set(ref, of);
      }
    }
    return errors;
  }
}

function toRow(
  definition: ObjectiveDefinition,
  seriesId: number,
): ObjectiveRow {
  const text = JSON.stringify(definition);
  return {
    id: definition.id,
    workload_ref: definition.workloadRef,
    file: definition.declaredIn.file,
    series_id: seriesId,
    definition: text,
    definition_hash: createHash('sha256').update(text).digest('hex'),
  };
}

/** The file itself or the folder it is in, where that has errors. */
function faultOf(file: string, faulty: Set<string>): string | undefined {
  if (faulty.has(file)) return file;
  return [...faulty].find(folder => file.startsWith(`${folder}/`));
}

// An error concerns the workloads that its file names, and those whose last good objectives came from it.
function errorRows(
  files: OpenSloFile[],
  errors: DocumentError[],
  kept: { file: string; workloadRef: string }[],
  now: Date,
): DocumentErrorRow[] {
  const refsOf = new Map(
    files.map(({ file, workloadRefs }) => [file, new Set(workloadRefs)]),
  );
  kept.forEach(each => refsOf.get(each.file)?.add(each.workloadRef));
  return errors.flatMap(error => {
    const refs = [...(refsOf.get(error.file) ?? [])];
    return (refs.length > 0 ? refs : [null]).map(ref => ({
      workload_ref: ref,
      error: JSON.stringify(error),
      reported_at: now.toISOString(),
    }));
  });
}

async function replaceErrors(
  transaction: Knex.Transaction,
  rows: DocumentErrorRow[],
): Promise<Set<string>> {
  const keyOf = (row: DocumentErrorRow) => `${row.workload_ref} ${row.error}`;
  const before = await transaction<DocumentErrorRow>('document_errors').select(
    'workload_ref',
    'error',
    'reported_at',
  );
  const known = new Map(before.map(row => [keyOf(row), row]));
  const concerned = new Set<string>();
  for (const row of rows) {
    const same = known.get(keyOf(row));
    known.delete(keyOf(row));
    if (same) row.reported_at = same.reported_at;
    else if (row.workload_ref) concerned.add(row.workload_ref);
  }
  for (const row of known.values()) {
    if (row.workload_ref) concerned.add(row.workload_ref);
  }
  await transaction('document_errors').delete();
  for (const some of slices(rows)) {
    await transaction('document_errors').insert(some);
  }
  return concerned;
}
