import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { workloadRefOf } from '@plumbline/plugin-workload-common';
import { ChangedWorkloads } from '../processor/ChangedWorkloads';
import { EstateFolder } from './EstateFolder';

const SCAN_EVERY_MS = 500;

/**
 * Keeps every `catalog-info.yaml` below the estate folder in the catalog. What
 * changes there is in the catalog within about two seconds.
 */
export class EstateEntityProvider implements EntityProvider {
  readonly #directory: string;
  readonly #folder: EstateFolder;
  readonly #logger: LoggerService;
  readonly #changed: ChangedWorkloads;
  readonly #stop = new AbortController();
  #sent = new Map<string, Entity>();
  #running: Promise<void> | undefined;

  constructor(options: {
    directory: string;
    logger: LoggerService;
    changed: ChangedWorkloads;
  }) {
    this.#directory = resolve(options.directory);
    this.#folder = new EstateFolder(this.#directory, options.logger);
    this.#logger = options.logger;
    this.#changed = options.changed;
  }

  getProviderName(): string {
    return 'plumbline-estate';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    this.#running = this.#run(connection);
  }

  /** Stops looking at the folder; what is in the catalog stays. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(connection: EntityProviderConnection) {
    const { signal } = this.#stop;
    let pending = true;
    let lastError = '';
    while (!signal.aborted) {
      try {
        pending = (await this.#folder.scan()) || pending;
        if (pending) await this.#send(connection);
        pending = false;
        lastError = '';
      } catch (error) {
        const { message } = error as Error;
        if (message !== lastError) {
          this.#logger.error(
            `The estate folder ${
              this.#directory
            } is not up to date in the catalog; trying on: ${message}`,
          );
        }
        lastError = message;
      }
      await sleep(SCAN_EVERY_MS, undefined, { signal, ref: false }).catch(
        () => {},
      );
    }
  }

  async #send(connection: EntityProviderConnection) {
    const now = this.#folder.entities();
    const gone = [...this.#sent].filter(([ref]) => !now.has(ref));
    const deferred = (entities: Iterable<Entity>) =>
      [...entities].map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      }));
    // A full mutation would remove the entities of a file that has been
    // malformed since the start, and whose last good ones only the catalog has.
    await connection.applyMutation(
      this.#folder.complete
        ? { type: 'full', entities: deferred(now.values()) }
        : {
            type: 'delta',
            added: deferred(now.values()),
            removed: deferred(gone.map(([, entity]) => entity)),
          },
    );
    this.#sent = now;
    // The processor notices entities that come and change, not those that go.
    this.#changed.add(gone.map(([, entity]) => workloadRefOf(entity)));
  }
}
