import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { parseEstateFile } from './parseEstateFile';

const FILE_NAME = 'catalog-info.yaml';

interface EstateFile {
  /** Changes when the file does. */
  version: string;
  /** As last read well; absent when the file has been malformed since the start. */
  entities?: Entity[];
}

/** Every `catalog-info.yaml` below a folder. */
export class EstateFolder {
  readonly #directory: string;
  readonly #logger: LoggerService;
  readonly #files = new Map<string, EstateFile>();

  constructor(directory: string, logger: LoggerService) {
    this.#directory = directory;
    this.#logger = logger;
  }

  /**
   * Reads the files that are new or changed, forgets those that are gone, and
   * tells whether there was any. A malformed file is logged once, with the line
   * to mend, and keeps the entities that it had.
   *
   * Looks at every file instead of being told by the operating system: a
   * watcher loses folders that are made in quick succession, and does not work
   * on every shared volume.
   *
   * @throws Error when the folder itself cannot be read.
   */
  async scan(): Promise<boolean> {
    const found = new Set<string>();
    const dirents = await readdir(this.#directory, {
      recursive: true,
      withFileTypes: true,
    });
    let changed = false;
    for (const dirent of dirents) {
      if (!dirent.isFile() || dirent.name !== FILE_NAME) continue;
      const path = join(dirent.parentPath, dirent.name);
      found.add(path);
      if (await this.#read(path)) changed = true;
    }
    for (const path of this.#files.keys()) {
      if (found.has(path)) continue;
      this.#files.delete(path);
      changed = true;
    }
    return changed;
  }

  /** Whether every file was read well at least once. */
  get complete(): boolean {
    return [...this.#files.values()].every(file => file.entities);
  }

  /** The entities of all files by ref, with the annotations that say where they are from. */
  entities(): Map<string, Entity> {
    const entities = new Map<string, Entity>();
    for (const path of [...this.#files.keys()].sort()) {
      for (const entity of this.#files.get(path)!.entities ?? []) {
        const ref = stringifyEntityRef(entity);
        if (entities.has(ref)) {
          this.#logger.warn(
            `${path}: ${ref} is in another file of the estate folder too; that one counts`,
          );
        } else {
          entities.set(ref, withLocation(entity, path));
        }
      }
    }
    return entities;
  }

  async #read(path: string): Promise<boolean> {
    const before = this.#files.get(path);
    let version = '';
    try {
      const { mtimeMs, size } = await stat(path);
      version = `${mtimeMs} ${size}`;
      if (version === before?.version) return false;
      const entities = parseEstateFile(path, await readFile(path, 'utf8'));
      this.#files.set(path, { version, entities });
    } catch (error) {
      this.#files.set(path, { version, entities: before?.entities });
      this.#logger.warn(
        `${
          (error as Error).message
        }; the entities that the file had before stay`,
      );
    }
    return true;
  }
}

function withLocation(entity: Entity, path: string): Entity {
  const location = `file:${path}`;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
  };
}
