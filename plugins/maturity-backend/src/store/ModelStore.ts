import { ModelProblem } from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';

interface ModelRow {
  file: string;
  model_id: string | null;
  document: string | null;
  document_hash: string | null;
  in_force_since: string | null;
  problems: string;
  problems_at: string | null;
}

/** The version of a model file that counts. */
export interface GoodVersion {
  modelId: string;
  /** YAML. */
  document: string;
  /** SHA-256 of the document, in hexadecimal. */
  hash: string;
  /** ISO 8601, since when it counts. */
  inForceSince: string;
}

/** What is kept of a model file. */
export interface StoredModel {
  good?: GoodVersion;
  /** What is wrong with the file now; empty when nothing is. */
  problems: ModelProblem[];
  /** ISO 8601, when that was found. */
  problemsAt?: string;
}

/** Model files, so that the last good version of each outlives a restart with a broken one. */
export class ModelStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** What is kept, by file as configured. */
  async read(): Promise<Map<string, StoredModel>> {
    const rows = await this.#database<ModelRow>('models').select();
    return new Map(rows.map(row => [row.file, fromRow(row)]));
  }

  /** Stores one file. */
  async save(file: string, model: StoredModel): Promise<void> {
    await this.#database<ModelRow>('models')
      .insert({
        file,
        model_id: model.good?.modelId ?? null,
        document: model.good?.document ?? null,
        document_hash: model.good?.hash ?? null,
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
      row.model_id && row.document && row.document_hash && row.in_force_since
        ? {
            modelId: row.model_id,
            document: row.document,
            hash: row.document_hash,
            inForceSince: row.in_force_since,
          }
        : undefined,
    problems: JSON.parse(row.problems),
    problemsAt: row.problems_at ?? undefined,
  };
}
