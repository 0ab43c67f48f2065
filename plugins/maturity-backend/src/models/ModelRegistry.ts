import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MaturityModel,
  ModelProblem,
  ModelStatus,
  PlacedCriterion,
  RuleLanguage,
  criteriaOf,
  describeModelProblem,
  parseModel,
} from '@plumbline/plugin-maturity-common';
import { ModelStore, StoredModel } from '../store/ModelStore';

const MAX_FILE_BYTES = 2_000_000;

interface Watched {
  file: string;
  /** Modification time and size at the last look. */
  stamp?: string;
  stored: StoredModel;
  /** Parsed from the good version. */
  model?: MaturityModel;
}

/**
 * The models that are in force, from the files that the configuration names.
 * A file that is broken changes nothing but its status: its last good version
 * stays in force, also over a restart.
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

  /** A registry that has looked at every file once. */
  static async create(options: {
    files: string[];
    rules: RuleLanguage;
    store: ModelStore;
    logger: LoggerService;
  }): Promise<ModelRegistry> {
    const stored = await options.store.read();
    const watched = [...new Set(options.files)].map((file): Watched => {
      const known = stored.get(file) ?? { problems: [] };
      const model =
        known.good &&
        parseModel(known.good.document, { file, rules: options.rules }).model;
      return { file, stored: known, model };
    });
    const registry = new ModelRegistry({ ...options, watched });
    await registry.refresh();
    return registry;
  }

  /** Models in force, in the order of the configuration. */
  get models(): MaturityModel[] {
    return this.#watched.flatMap(({ model }) => (model ? [model] : []));
  }

  /** Whether a configured file never had a good version, so that a model may be missing. */
  get incomplete(): boolean {
    return this.#watched.some(({ model }) => !model);
  }

  /** Each configured file and what is wrong with it. */
  get status(): ModelStatus[] {
    return this.#watched.map(({ file, stored, model }) => ({
      file,
      modelId: model?.id,
      inForceSince: stored.good?.inForceSince,
      problems: stored.problems,
      problemsAt: stored.problemsAt,
    }));
  }

  /** A criterion of any model in force, by its id. */
  criterion(id: string): PlacedCriterion | undefined {
    for (const model of this.models) {
      const found = criteriaOf(model).find(
        ({ criterion }) => criterion.id === id,
      );
      if (found) return found;
    }
    return undefined;
  }

  /**
   * Reads the files that changed since the last look.
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
    let document: string;
    let stamp: string;
    try {
      const { mtimeMs, size } = await stat(file);
      stamp = `${mtimeMs}/${size}`;
      if (stamp === watched.stamp) return false;
      if (size > MAX_FILE_BYTES) {
        throw new Error(`expected at most ${MAX_FILE_BYTES} bytes`);
      }
      document = await readFile(file, 'utf8');
    } catch (error) {
      const message = `cannot be read: ${withoutPath(error)}`;
      await this.#noteProblems(watched, [{ file, message }]);
      watched.stamp = undefined;
      return false;
    }
    const hash = createHash('sha256').update(document).digest('hex');
    if (watched.model && watched.stored.good?.hash === hash) {
      await this.#noteProblems(watched, []);
      watched.stamp = stamp;
      return false;
    }
    const { model, problems } = parseModel(document, {
      file,
      rules: this.#rules,
    });
    const found = problems ?? this.#conflicts(watched, model);
    if (!model || found.length > 0) {
      await this.#noteProblems(watched, found);
      watched.stamp = stamp;
      return false;
    }
    const stored: StoredModel = {
      good: {
        modelId: model.id,
        document,
        hash,
        inForceSince: new Date().toISOString(),
      },
      problems: [],
    };
    await this.#store.save(file, stored);
    watched.stored = stored;
    watched.model = model;
    watched.stamp = stamp;
    this.#logger.info(
      `Maturity model ${model.id} ${model.version} is in force`,
    );
    return true;
  }

  /** Ids must be unique over all models, since answers name a criterion and no model. */
  #conflicts(watched: Watched, model: MaturityModel): ModelProblem[] {
    const others = this.#watched.filter(other => other !== watched);
    const { file } = watched;
    const same = others.find(other => other.model?.id === model.id);
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
      (other.model ? criteriaOf(other.model) : [])
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

/** The page shows the file as configured, not where it lies on the server. */
function withoutPath(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  return code ?? message;
}
