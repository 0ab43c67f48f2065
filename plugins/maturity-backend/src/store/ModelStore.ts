import { ModelFiles, ModelProblem } from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';

interface ModelRow {
  file: string;
  model_id: string | null;
  documents: string | null;
  documents_hash: string | null;
  in_force_since: string | null;
  problems: string;
  problems_at: string | null;
}

/** The version of a model that counts. */
export interface GoodVersion {
  modelId: string;
  files: ModelFiles;
  /** SHA-256 of the files, in hexadecimal. */
  hash: string;
  /** ISO 8601, since when it counts. */
  inForceSince: string;
}

/** What is kept of a configured model. */
export interface StoredModel {
  good?: GoodVersion;
  /** What is wrong with the files now; empty when nothing is. */
  problems: ModelProblem[];
  /** ISO 8601, when that was found. */
  problemsAt?: string;
}

/** Models, so that the last good version of each outlives a restart with a broken one. */
export class ModelStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** What is kept, by path or URL as configured; all when no files are named. */
  async read(files?: string[]): Promise<Map<string, StoredModel>> {
    const query = this.#database<ModelRow>('models').select();
    if (files) query.whereIn('file', files);
    return new Map((await query).map(row => [row.file, fromRow(row)]));
  }

  /** Which version counts, by path or URL as configured, without its files. */
  async inForce(): Promise<
    Map<string, Pick<GoodVersion, 'hash' | 'inForceSince'>>
  > {
    const rows = await this.#database<ModelRow>('models')
      .select('file', 'documents_hash', 'in_force_since')
      .whereNotNull('documents_hash');
    return new Map(
      rows.map(row => [
        row.file,
        { hash: row.documents_hash!, inForceSince: row.in_force_since! },
      ]),
    );
  }

  /** Forgets models other than these. */
  async retain(files: string[]): Promise<void> {
    await this.#database<ModelRow>('models').whereNotIn('file', files).delete();
  }

  /** Fingerprint of what all workloads were last evaluated with; `undefined` before the first time. */
  async evaluatedWith(): Promise<string | undefined> {
    const row = await this.#database('evaluated_with').first('fingerprint');
    return row?.fingerprint;
  }

  /** Notes what all workloads were evaluated with. */
  async noteEvaluatedWith(fingerprint: string): Promise<void> {
    await this.#database('evaluated_with')
      .insert({ id: 'all', fingerprint })
      .onConflict('id')
      .merge();
  }

  /** Stores one model. */
  async save(file: string, model: StoredModel): Promise<void> {
    await this.#database<ModelRow>('models')
      .insert({
        file,
        model_id: model.good?.modelId ?? null,
        documents: model.good ? JSON.stringify(model.good.files) : null,
        documents_hash: model.good?.hash ?? null,
        in_force_since: model.good?.inForceSince ?? null,
        problems: JSON.stringify(model.problems),
        problems_at: model.problemsAt ?? null,
      })
      .onConflict('file')
      .merge();
  }
}

function fromRow(row: ModelRow): StoredModel {
  return {
    good:
      row.model_id && row.documents && row.documents_hash && row.in_force_since
        ? {
            modelId: row.model_id,
            files: JSON.parse(row.documents),
            hash: row.documents_hash,
            inForceSince: row.in_force_since,
          }
        : undefined,
    problems: JSON.parse(row.problems),
    problemsAt: row.problems_at ?? undefined,
  };
}
