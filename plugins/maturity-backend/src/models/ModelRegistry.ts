import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MaturityModel,
  ModelFiles,
  ModelProblem,
  ModelStatus,
  PlacedCriterion,
  RuleLanguage,
  criteriaOf,
  describeModelProblem,
  parseModel,
} from '@plumbline/plugin-maturity-common';
import { ModelStore, StoredModel } from '../store/ModelStore';
import { ModelIndex } from './ModelIndex';
import { ReadModel, readModelFiles } from './readModelFiles';

interface Watched {
  file: string;
  /** What was read at the last look. */
  read?: ReadModel;
  stored: StoredModel;
  /** Of the good version. */
  index?: ModelIndex;
}

/**
 * The models that are in force, from the files that the configuration names.
 * A model whose files are broken changes nothing but its status: its last good
 * version stays in force, also over a restart.
 */
export class ModelRegistry {
  readonly #rules: RuleLanguage;
  readonly #store: ModelStore;
  readonly #logger: LoggerService;
  readonly #watched: Watched[];

  private constructor(options: {
    rules: RuleLanguage;
    store: ModelStore;
    logger: LoggerService;
    watched: Watched[];
  }) {
    this.#rules = options.rules;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#watched = options.watched;
  }

  /** A registry that has looked at every model once. */
  static async create(options: {
    files: string[];
    rules: RuleLanguage;
    store: ModelStore;
    logger: LoggerService;
  }): Promise<ModelRegistry> {
    const stored = await options.store.read();
    const watched = [...new Set(options.files)].map((file): Watched => {
      const known = stored.get(file) ?? { problems: [] };
      const model = known.good && parseModel(known.good.files, options).model;
      return { file, stored: known, index: model && new ModelIndex(model) };
    });
    const registry = new ModelRegistry({ ...options, watched });
    await registry.refresh();
    return registry;
  }

  /** Models in force, in the order of the configuration. */
  get models(): MaturityModel[] {
    return this.indexes.map(({ model }) => model);
  }

  /** {@link models}, indexed. */
  get indexes(): ModelIndex[] {
    return this.#watched.flatMap(({ index }) => (index ? [index] : []));
  }

  /** Whether a configured model never had a good version, so that one may be missing. */
  get incomplete(): boolean {
    return this.#watched.some(({ index }) => !index);
  }

  /** Each configured model and what is wrong with it. */
  get status(): ModelStatus[] {
    return this.#watched.map(({ file, stored, index }) => ({
      file,
      modelId: index?.model.id,
      title: index?.model.title,
      version: index?.model.version,
      inForceSince: stored.good?.inForceSince,
      problems: stored.problems,
      problemsAt: stored.problemsAt,
    }));
  }

  /** The files that are in force of a model. */
  files(modelId: string): ModelFiles | undefined {
    return this.#watched.find(({ index }) => index?.model.id === modelId)
      ?.stored.good?.files;
  }

  /** A model in force by its id; the first one without an id. */
  index(modelId?: string): ModelIndex | undefined {
    return modelId === undefined
      ? this.indexes[0]
      : this.indexes.find(({ model }) => model.id === modelId);
  }

  /** A criterion of any model in force, by its id. */
  criterion(
    id: string,
  ): (PlacedCriterion & { model: MaturityModel }) | undefined {
    for (const index of this.indexes) {
      const found = index.criterion(id);
      if (found) return { ...found, model: index.model };
    }
    return undefined;
  }

  /**
   * Reads the models that changed since the last look.
   *
   * @returns whether a model in force changed.
   */
  async refresh(): Promise<boolean> {
    let changed = false;
    for (const watched of this.#watched) {
      if (await this.#refreshOne(watched)) changed = true;
    }
    return changed;
  }

  async #refreshOne(watched: Watched): Promise<boolean> {
    const { file } = watched;
    let read: ReadModel | undefined;
    try {
      read = await readModelFiles(file, watched.read);
    } catch (error) {
      const message = `cannot be read: ${withoutPath(error)}`;
      await this.#noteProblems(watched, [{ file, message }]);
      watched.read = undefined;
      return false;
    }
    if (!read) return false;
    watched.read = read;
    const hash = hashOf(read.files);
    if (watched.index && watched.stored.good?.hash === hash) {
      await this.#noteProblems(watched, []);
      return false;
    }
    const { model, problems } = parseModel(read.files, { rules: this.#rules });
    const found = problems ?? this.#conflicts(watched, model);
    if (!model || found.length > 0) {
      await this.#noteProblems(watched, found);
      return false;
    }
    const stored: StoredModel = {
      good: {
        modelId: model.id,
        files: read.files,
        hash,
        inForceSince: new Date().toISOString(),
      },
      problems: [],
    };
    await this.#store.save(file, stored);
    watched.stored = stored;
    watched.index = new ModelIndex(model);
    this.#logger.info(
      `Maturity model ${model.id} ${model.version} is in force`,
    );
    return true;
  }

  /** Ids must be unique over all models, since answers name a criterion and no model. */
  #conflicts(watched: Watched, model: MaturityModel): ModelProblem[] {
    const others = this.#watched.filter(other => other !== watched);
    const { file } = watched;
    const same = others.find(other => other.index?.model.id === model.id);
    if (same) {
      return [
        {
          file,
          field: 'metadata.name',
          message: `expected a unique name, '${model.id}' is that of ${same.file}`,
        },
      ];
    }
    const mine = new Set(
      criteriaOf(model).map(({ criterion }) => criterion.id),
    );
    return others.flatMap(other =>
      (other.index?.criteria ?? [])
        .filter(({ criterion }) => mine.has(criterion.id))
        .map(({ criterion }) => ({
          file,
          field: 'criteria.id',
          message: `expected a unique id, '${criterion.id}' is also in ${other.file}`,
        })),
    );
  }

  async #noteProblems(watched: Watched, problems: ModelProblem[]) {
    const before = JSON.stringify(watched.stored.problems);
    if (JSON.stringify(problems) === before) return;
    const stored: StoredModel = {
      good: watched.stored.good,
      problems,
      problemsAt: problems.length > 0 ? new Date().toISOString() : undefined,
    };
    await this.#store.save(watched.file, stored);
    watched.stored = stored;
    for (const problem of problems) {
      this.#logger.warn(describeModelProblem(problem));
    }
  }
}

function hashOf(files: ModelFiles): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}

/** The page shows the file as configured, not where it lies on the server. */
function withoutPath(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  return code ?? message;
}
