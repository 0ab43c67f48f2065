import { randomUUID } from 'node:crypto';
import {
  lstat,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  ExistingStamp,
  LOCK_FILE,
  StampLock,
  StampPlan,
  existingStampOfLock,
  overlaps,
  parseBlock,
  parseStampLock,
} from '@plumbline/plugin-stamp-common';
import { StampFile } from '../render/renderStamp';
import { changedFiles } from './changedFiles';
import { ignoreMissing } from './ignoreMissing';

/** The file that makes the catalog see a stamp; written when all the others stand. */
const CATALOG_FILE = 'catalog-info.yaml';
/** Where a new stamp's files stand until its folder appears as a whole. */
const STAGING = '.staging';

/** What a publish did. */
export interface PublishResult {
  /** Paths that were written, below the stamp's folder; empty when all was there already. */
  written: string[];
}

/**
 * The folder in which stamps live when there is no Git host: a tree
 * `stamps/<workload>/<environment>/<region>-<nnn>/`.
 */
export class EstateFolder {
  readonly #root: string;
  /** Publishes run one after another, so that each sees what the last one took. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(directory: string) {
    this.#root = resolve(directory);
  }

  /**
   * Stamps of a workload that stand in the estate, whether the catalog has
   * read them yet or not. Where a lock file cannot be read, as much as the
   * folder's name tells.
   */
  async readStamps(workloadRef: string): Promise<ExistingStamp[]> {
    const stamps: ExistingStamp[] = [];
    for (const { folder, lock } of await this.#readLocks(workloadRef)) {
      stamps.push(lock ? existingStampOfLock(lock) : stampOfFolder(folder));
    }
    return stamps;
  }

  /**
   * Makes a stamp's folder hold these files. Files that stand there already
   * with the same content are left alone, so that a repeated or interrupted
   * publish ends in the same place. Files beside them that no lock names stay.
   *
   * @throws ConflictError when the folder belongs to another plan, when a file
   * in it was changed by hand, or when another stamp has taken the addresses.
   * NotAllowedError when the folder would lie outside the estate.
   */
  async publish(
    plan: StampPlan,
    files: readonly StampFile[],
  ): Promise<PublishResult> {
    const run = this.#last.then(() => this.#publish(plan, files));
    this.#last = run.catch(() => {});
    return run;
  }

  /** Whether {@link publish} would succeed now; throws what it would throw. Writes nothing. */
  async check(
    plan: StampPlan,
    files: readonly StampFile[],
  ): Promise<PublishResult> {
    const target = await this.#target(plan.folder);
    await this.#checkAddresses(plan);
    const changed = await changedFiles(target, plan, files);
    return { written: changed.map(({ path }) => path) };
  }

  async #publish(plan: StampPlan, files: readonly StampFile[]) {
    const target = await this.#target(plan.folder);
    await this.#checkAddresses(plan);
    const created = await this.#create(target, files);
    const changed = await changedFiles(target, plan, files);
    for (const file of changed) await this.#write(target, file);
    return { written: (created ? files : changed).map(({ path }) => path) };
  }

  /**
   * Puts a new stamp's files in place at once, by one rename, which only one
   * of two simultaneous publishes can win. The catalog's file comes after, so
   * that the catalog never sees a stamp that is not whole.
   *
   * @returns whether the folder is new.
   */
  async #create(target: string, files: readonly StampFile[]): Promise<boolean> {
    if (await lstat(target).catch(ignoreMissing)) return false;
    const staging = join(this.#root, STAGING, randomUUID());
    try {
      for (const file of files) {
        if (file.path === CATALOG_FILE) continue;
        const path = join(staging, file.path);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, file.content);
      }
      await mkdir(dirname(target), { recursive: true });
      await rename(staging, target);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  async #write(target: string, { path, content }: StampFile) {
    const staging = join(this.#root, STAGING);
    const temporary = join(staging, randomUUID());
    const final = join(target, path);
    try {
      await mkdir(staging, { recursive: true });
      await mkdir(dirname(final), { recursive: true });
      await writeFile(temporary, content);
      await rename(temporary, final);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** The absolute path of a stamp's folder, once no part of the way is a link that leads elsewhere. */
  async #target(folder: string): Promise<string> {
    const target = resolveSafeChildPath(this.#root, folder);
    let path = this.#root;
    for (const part of relative(this.#root, target).split(sep)) {
      path = join(path, part);
      const stats = await lstat(path).catch(ignoreMissing);
      if (stats && !stats.isDirectory()) {
        throw new NotAllowedError(
          `${relative(this.#root, path)} in the estate is not a folder`,
        );
      }
    }
    return target;
  }

  async #checkAddresses(plan: StampPlan) {
    const block = parseBlock(plan.address.range)!;
    for (const { folder, lock } of await this.#readLocks(plan.workloadRef)) {
      if (folder === plan.folder) continue;
      const other = parseBlock(lock?.plan.address.range ?? '');
      if (other && overlaps(block, other)) {
        throw new ConflictError(
          `${lock!.plan.name} has taken the addresses ${
            plan.address.range
          } meanwhile. Run the template again to get free ones.`,
        );
      }
    }
  }

  async #readLocks(
    workloadRef: string,
  ): Promise<{ folder: string; lock?: StampLock }[]> {
    const { name, namespace } = parseEntityRef(workloadRef);
    const base = await this.#target(
      `stamps/${namespace === 'default' ? name : `${namespace}~${name}`}`,
    );
    const found: { folder: string; lock?: StampLock }[] = [];
    for (const environment of await folders(base)) {
      for (const slot of await folders(join(base, environment))) {
        const path = join(base, environment, slot);
        const text = await readFile(join(path, LOCK_FILE), 'utf8').catch(
          ignoreMissing,
        );
        const folder = relative(this.#root, path).split(sep).join('/');
        found.push({
          folder,
          lock: text ? parseStampLock(text).lock : undefined,
        });
      }
    }
    return found;
  }
}

function stampOfFolder(folder: string): ExistingStamp {
  const [, workload, environment, slot] = folder.split('/');
  const [, region, number] = /^(.+)-(\d+)$/.exec(slot) ?? [];
  return {
    name: `${workload.split('~').pop()}-${environment}-${slot}`,
    environment,
    region: region ?? slot,
    ...(number && { instance: Number(number) }),
  };
}

async function folders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(
    ignoreMissing,
  );
  return (entries ?? [])
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}
