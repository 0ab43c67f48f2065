import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  HEALTH_MODEL_ANNOTATION,
  WorkloadEntity,
} from '@plumbline/plugin-workload-common';
import {
  PlaceReader,
  PlaceRules,
  inTurns,
  placeBeside,
} from '@plumbline/plugin-workload-node';
import {
  HealthModelStore,
  ModelFile,
  ModelReading,
} from '../store/HealthModelStore';
import { RollUp } from './RollUp';

const AT_ONCE = 8;

/** Reads the health models that annotations of workloads lead to, each with the etag of the last time. */
export class ReadModels {
  readonly #logger: LoggerService;
  readonly #models: HealthModelStore;
  readonly #reader: PlaceReader;
  readonly #rollUp: RollUp;
  readonly #rules: PlaceRules;

  constructor(options: {
    logger: LoggerService;
    models: HealthModelStore;
    reader: PlaceReader;
    rollUp: RollUp;
    rules: PlaceRules;
  }) {
    this.#logger = options.logger;
    this.#models = options.models;
    this.#reader = options.reader;
    this.#rollUp = options.rollUp;
    this.#rules = options.rules;
  }

  /** Reads all files, and rolls up the workloads for which another model holds. One that fails does not stop the others. */
  async run(): Promise<void> {
    await this.#rollUp.run(await this.#read(await this.#models.toRead()));
  }

  /**
   * Follows the annotations of some workloads; files that nobody has read yet
   * are read at once.
   *
   * @param again - reads the others too.
   * @returns the workloads for which another model holds; they are not rolled up yet.
   */
  async follow(workloads: WorkloadEntity[], again: boolean): Promise<string[]> {
    const files = new Map(
      workloads.map(workload => [
        stringifyEntityRef(workload),
        this.#fileOf(workload),
      ]),
    );
    const { unread, changed } = await this.#models.follow(
      files,
      new Date().toISOString(),
    );
    const refs = again ? [...files.keys()] : unread;
    if (refs.length === 0) return changed;
    return [...changed, ...(await this.#read(await this.#models.toRead(refs)))];
  }

  async #read(
    files: Awaited<ReturnType<HealthModelStore['toRead']>>,
  ): Promise<string[]> {
    const changed: string[] = [];
    for await (const some of inTurns(files, AT_ONCE)) {
      const readings = await Promise.all(some.map(file => this.#look(file)));
      changed.push(
        ...(await this.#models.saveReadings(
          readings,
          new Date().toISOString(),
        )),
      );
    }
    return changed;
  }

  async #look({
    workloadRef,
    location,
    etag: before,
  }: {
    workloadRef: string;
    location: string;
    etag?: string;
  }): Promise<ModelReading> {
    try {
      const { etag, files } = await this.#reader.read({
        place: location,
        etag: before,
      });
      return { workloadRef, location, etag, text: files?.[0].text };
    } catch (error) {
      const { message } = error as Error;
      this.#logger.warn(
        `${location}, health model of ${workloadRef}: ${message}`,
      );
      return { workloadRef, location, error: message };
    }
  }

  #fileOf(workload: WorkloadEntity): ModelFile | undefined {
    const written =
      workload.metadata.annotations?.[HEALTH_MODEL_ANNOTATION]?.trim();
    if (!written) return undefined;
    try {
      const location = placeBeside(workload, written, this.#rules);
      if (!location.includes('*')) return { location };
    } catch {
      // Said below.
    }
    return {
      problem: `'${written}' of the annotation ${HEALTH_MODEL_ANNOTATION} is no path or URL that may be followed from where the workload is kept`,
    };
  }
}
