import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MaturityModel,
  ModelFiles,
  ModelProblem,
  ModelStatus,
  PlacedCriterion,
  RuleLanguage,
  describeModelProblem,
  parseModel,
} from '@plumbline/plugin-maturity-common';
import { ModelStore, StoredModel } from '../store/ModelStore';
import { ModelIndex } from './ModelIndex';
import { ModelPlace } from './ModelPlace';
import { ModelReader } from './ModelReader';
import { modelConflicts } from './modelConflicts';

interface Watched {
  place: ModelPlace;
  reader: ModelReader;
  /** Epoch milliseconds of the last look. */
  lookedAt: number;
  stored: StoredModel;
  /** Of the good version. */
  index?: ModelIndex;
}

/**
 * The models that are in force, from the places that the configuration names.
 * A model whose files are broken or cannot be read changes nothing but its
 * status: its last good version stays in force, also over a restart.
 */
export class ModelRegistry {
  readonly #rules: RuleLanguage;
  readonly #store: ModelStore;
  readonly #logger: LoggerService;
  readonly #watched: Watched[];
  readonly #now: () => Date;

  private constructor(options: {
    rules: RuleLanguage;
    store: ModelStore;
    logger: LoggerService;
    watched: Watched[];
    now?: () => Date;
  }) {
    this.#rules = options.rules;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#watched = options.watched;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * A registry that has looked at every model at hand, and at those of which
   * it has no good version yet; nobody waits for another host without need.
   */
  static async create(options: {
    places: ModelPlace[];
    rules: RuleLanguage;
    store: ModelStore;
    logger: LoggerService;
    now?: () => Date;
  }): Promise<ModelRegistry> {
    const { store } = options;
    const places = [
      ...new Map(options.places.map(place => [place.file, place])).values(),
    ];
    await store.retain(places.map(({ file }) => file));
    const stored = await store.read();
    const watched = places.map((place): Watched => {
      const known = stored.get(place.file) ?? { problems: [] };
      const model = known.good && parseModel(known.good.files, options).model;
      return {
        place,
        reader: new ModelReader(place),
        lookedAt: 0,
        stored: known,
        index: model && new ModelIndex(model),
      };
    });
    const registry = new ModelRegistry({ ...options, watched });
    await registry.#look(
      watched.filter(
        ({ place, index }) => place.secondsBetweenLooks === 0 || !index,
      ),
    );
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

  /** Hashes of the files that are in force, in the order of the configuration. */
  get hashes(): string[] {
    return this.#watched.flatMap(({ index, stored }) =>
      index && stored.good ? [stored.good.hash] : [],
    );
  }

  /** Whether a configured model never had a good version, so that one may be missing. */
  get incomplete(): boolean {
    return this.#watched.some(({ index }) => !index);
  }

  /** Each configured model and what is wrong with it. */
  get status(): ModelStatus[] {
    return this.#watched.map(({ place, stored, index }) => ({
      file: place.file,
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
   * What keeps a model from being in force beside the others.
   *
   * @param file - the model's own: what is in force from it is no other.
   */
  conflicts(index: ModelIndex, file: string): ModelProblem[] {
    const others = this.#watched.flatMap(({ place, index: other }) =>
      other && place.file !== file ? [{ file: place.file, index: other }] : [],
    );
    return modelConflicts({ file, index }, others);
  }

  /**
   * Reads the models that are due for a look.
   *
   * @returns whether a model in force changed.
   */
  async refresh(): Promise<boolean> {
    const now = this.#now().getTime();
    const adopted = await this.#adopt();
    const changed = await this.#look(
      this.#watched.filter(
        ({ place, lookedAt }) =>
          now - lookedAt >= place.secondsBetweenLooks * 1_000,
      ),
    );
    return adopted || changed;
  }

  /** Takes over what another replica has put in force since, of places that are looked at rarely. */
  async #adopt(): Promise<boolean> {
    const rare = this.#watched.filter(
      ({ place }) => place.secondsBetweenLooks > 0,
    );
    if (rare.length === 0) return false;
    const inForce = await this.#store.inForce();
    let changed = false;
    for (const watched of rare) {
      const { file } = watched.place;
      const mine = watched.stored.good;
      const theirs = inForce.get(file);
      if (
        !theirs ||
        theirs.hash === mine?.hash ||
        theirs.inForceSince < (mine?.inForceSince ?? '')
      ) {
        continue;
      }
      const stored = (await this.#store.read([file])).get(file);
      const model =
        stored?.good &&
        parseModel(stored.good.files, { rules: this.#rules }).model;
      const index = model && new ModelIndex(model);
      if (!index || this.conflicts(index, file).length > 0) continue;
      watched.stored = stored;
      watched.index = index;
      changed = true;
    }
    return changed;
  }

  async #look(due: Watched[]): Promise<boolean> {
    const now = this.#now().getTime();
    const looks = await Promise.all(
      due.map(async watched => {
        watched.lookedAt = now;
        try {
          return { watched, files: await watched.reader.read() };
        } catch (error) {
          return { watched, error: error as Error };
        }
      }),
    );
    let changed = false;
    // In the configuration's order: of two with the same ids the first counts.
    for (const { watched, files, error } of looks) {
      if (error) {
        const { file } = watched.place;
        const message = `cannot be read: ${error.message}`;
        await this.#noteProblems(watched, [{ file, message }]);
      } else if (files && (await this.#take(watched, files))) changed = true;
    }
    return changed;
  }

  /** Puts what was read in force when it is good. */
  async #take(watched: Watched, files: ModelFiles): Promise<boolean> {
    const { file } = watched.place;
    const hash = hashOf(files);
    if (watched.index && watched.stored.good?.hash === hash) {
      await this.#noteProblems(watched, []);
      return false;
    }
    const { model, problems } = parseModel(files, { rules: this.#rules });
    const index = model && new ModelIndex(model);
    const found = problems ?? this.conflicts(index!, file);
    if (!index || found.length > 0) {
      await this.#noteProblems(watched, found);
      return false;
    }
    const stored: StoredModel = {
      good: {
        modelId: index.model.id,
        files,
        hash,
        inForceSince: this.#now().toISOString(),
      },
      problems: [],
    };
    await this.#store.save(file, stored);
    watched.stored = stored;
    watched.index = index;
    const { id, version } = index.model;
    this.#logger.info(`Maturity model ${id} ${version} is in force`);
    return true;
  }

  async #noteProblems(watched: Watched, problems: ModelProblem[]) {
    const before = JSON.stringify(watched.stored.problems);
    if (JSON.stringify(problems) === before) return;
    const stored: StoredModel = {
      good: watched.stored.good,
      problems,
      problemsAt: problems.length > 0 ? this.#now().toISOString() : undefined,
    };
    await this.#store.save(watched.place.file, stored);
    watched.stored = stored;
    for (const problem of problems) {
      this.#logger.warn(describeModelProblem(problem));
    }
  }
}

function hashOf(files: ModelFiles): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}
