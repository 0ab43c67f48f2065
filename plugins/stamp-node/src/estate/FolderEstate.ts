import { randomUUID } from 'node:crypto';
import {
  lstat,
  mkdir,
  readdir,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  EstateChange,
  EstateFile,
  ExistingStamp,
  PullRequestLink,
  fileHash,
} from '@plumbline/plugin-stamp-common';
import type {
  Estate,
  EstateView,
  PublishResult,
  StandingLock,
} from '../Estate';
import { FolderTree } from './FolderTree';
import { checkAddresses } from './checkAddresses';
import { checkPaths } from './checkPaths';
import { ignoreMissing } from './ignoreMissing';
import {
  Outstanding,
  isDone,
  isLock,
  outstandingChange,
  pathsOf,
} from './outstandingChange';
import {
  existingStampOfStanding,
  readRetiredStamps,
  readStandingLocks,
} from './standing';

/** The file that makes the catalog see a stamp or a workload. */
const CATALOG_FILE = 'catalog-info.yaml';
/** Where files stand until they appear at their place as a whole, and what publishes that are under way note. */
const STAGING = '.staging';
/** What a killed publish left in {@link STAGING} is swept after this time. */
const LEFT_OVER_MS = 60 * 60 * 1000;

/** An estate in a folder of this machine: no Git host, nobody reviews. */
export class FolderEstate implements Estate, EstateView {
  readonly place: string;
  readonly isReviewed = false;
  readonly #tree: FolderTree;
  /** Publishes run one after another, so that each sees what the last one took. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(directory: string) {
    this.#tree = new FolderTree(directory);
    this.place = directory;
  }

  async readStamps(workloadRef: string): Promise<ExistingStamp[]> {
    const locks = await this.readLocks(workloadRef);
    return [
      ...locks.map(existingStampOfStanding),
      ...(await readRetiredStamps(this.#tree, workloadRef)),
    ];
  }

  async readLocks(workloadRef: string): Promise<StandingLock[]> {
    return readStandingLocks(this.#tree, workloadRef);
  }

  async readFiles(paths: readonly string[]): Promise<EstateFile[]> {
    const files: EstateFile[] = [];
    for (const path of paths) {
      const content = await this.#tree.read(path);
      if (content) files.push({ path, content: content.toString('utf8') });
    }
    return files;
  }

  async hashFiles(paths: readonly string[]): Promise<Map<string, string>> {
    const hashes = new Map<string, string>();
    for (const path of paths) await this.#hash(path, hashes);
    return hashes;
  }

  /** Asks nobody, so that there is nothing to keep. */
  async look(): Promise<EstateView> {
    return this;
  }

  async revisionOf(): Promise<undefined> {
    return undefined;
  }

  async openPullRequests(): Promise<PullRequestLink[]> {
    return [];
  }

  async publish(change: EstateChange): Promise<PublishResult> {
    const run = this.#last.then(() => this.#publish(change));
    this.#last = run.catch(() => {});
    return run;
  }

  async check(change: EstateChange): Promise<PublishResult> {
    return resultOf(await this.#outstanding(change));
  }

  async #publish(change: EstateChange): Promise<PublishResult> {
    await this.#sweep();
    const outstanding = await this.#outstanding(change);
    if (isDone(outstanding)) return resultOf(outstanding);
    const note = await this.#note(change, outstanding);
    const { stamp } = change.plan;
    const whole = `${stamp.folder}/`;
    const isNew = !(await lstat(await this.#tree.resolve(stamp.folder)).catch(
      ignoreMissing,
    ));
    const isCatalog = (path: string) => basename(path) === CATALOG_FILE;
    const standing = new Set<string>();
    for (const { path } of outstanding.files) {
      if (await this.#tree.read(path)) standing.add(path);
    }
    // The catalog's files are last where they are new, so that it sees only what is whole; where they
    // stand they come before their lock, which tells until then that they may be replaced.
    const turn = ({ path }: EstateFile) => {
      if (isCatalog(path)) return standing.has(path) ? 1 : 3;
      return isLock(path) ? 2 : 0;
    };
    const files = [...outstanding.files].sort((a, b) => turn(a) - turn(b));
    const inWhole = (file: EstateFile) =>
      isNew && file.path.startsWith(whole) && !isCatalog(file.path);
    for (const file of files.filter(one => !inWhole(one) && turn(one) < 3)) {
      await this.#write(file);
    }
    if (isNew) await this.#create(stamp.folder, files.filter(inWhole));
    for (const file of files.filter(one => turn(one) === 3)) {
      await this.#write(file);
    }
    await this.#delete(outstanding.deletions);
    await rm(note, { force: true });
    return resultOf(outstanding);
  }

  async #outstanding(change: EstateChange): Promise<Outstanding> {
    checkPaths(change);
    const { workloadRef } = change.plan.stamp;
    checkAddresses(change, await this.readLocks(workloadRef));
    const noted = await this.#noted(change);
    return outstandingChange(change, this.#tree, {
      isOurs: (path, hash) => noted[path] === hash,
    });
  }

  /**
   * Puts a new stamp's files in place at once, by one rename, which only one
   * of two simultaneous publishes can win.
   */
  async #create(folder: string, files: readonly EstateFile[]) {
    if (files.length === 0) return;
    const target = await this.#tree.resolve(folder);
    const staged = join(await this.#staging(), randomUUID());
    try {
      for (const file of files) {
        const path = join(staged, file.path.slice(folder.length + 1));
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, file.content);
      }
      await mkdir(dirname(target), { recursive: true });
      await rename(staged, target);
    } finally {
      await rm(staged, { recursive: true, force: true });
    }
  }

  async #write({ path, content }: EstateFile) {
    const target = await this.#tree.resolve(path);
    const staged = join(await this.#staging(), randomUUID());
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(staged, content);
      await rename(staged, target);
    } finally {
      await rm(staged, { force: true });
    }
  }

  /** The catalog's file goes first, so that it forgets at once; the lock, which tells what may go, last. */
  async #delete(paths: readonly string[]) {
    const turn = (path: string) => {
      if (basename(path) === CATALOG_FILE) return 0;
      return isLock(path) ? 2 : 1;
    };
    for (const path of [...paths].sort((a, b) => turn(a) - turn(b))) {
      await rm(await this.#tree.resolve(path), { force: true });
      await this.#removeEmptyFolders(dirname(path));
    }
  }

  async #removeEmptyFolders(folder: string) {
    for (let path = folder; path.includes('/'); path = dirname(path)) {
      try {
        await rmdir(await this.#tree.resolve(path));
      } catch {
        // Something is left in it.
        return;
      }
    }
  }

  /**
   * Notes what a publish is about to write and to delete, until it is done:
   * after it was killed, another change may replace what it left, and it may
   * delete what its own lock does not name any more.
   */
  async #note(
    change: EstateChange,
    { deletions }: Outstanding,
  ): Promise<string> {
    const staging = await this.#staging();
    const note = join(staging, `${change.branch}.json`);
    const hashes: Record<string, string> = {
      ...(await this.#noted(change)),
      ...Object.fromEntries(
        change.files.map(({ path, content }) => [path, fileHash(content)]),
      ),
    };
    for (const path of deletions) {
      hashes[path] = fileHash((await this.#tree.read(path)) ?? '');
    }
    const staged = join(staging, randomUUID());
    await writeFile(staged, JSON.stringify(hashes));
    await rename(staged, note);
    return note;
  }

  async #noted({ branch }: EstateChange): Promise<Record<string, string>> {
    const text = await this.#tree.read(`${STAGING}/${branch}.json`);
    return text ? JSON.parse(text.toString('utf8')) : {};
  }

  async #staging(): Promise<string> {
    // A name in it is asked for, so that the folder itself is known to be no link.
    const staging = dirname(await this.#tree.resolve(`${STAGING}/file`));
    await mkdir(staging, { recursive: true });
    return staging;
  }

  async #sweep() {
    const staging = await this.#staging();
    for (const name of await readdir(staging)) {
      if (name.endsWith('.json')) continue;
      const path = join(staging, name);
      const stats = await lstat(path).catch(ignoreMissing);
      if (stats && Date.now() - stats.mtimeMs > LEFT_OVER_MS) {
        await rm(path, { recursive: true, force: true });
      }
    }
  }

  async #hash(path: string, hashes: Map<string, string>): Promise<void> {
    await this.#leaveOutLinks(async () => {
      const stats = await lstat(await this.#tree.resolve(path)).catch(
        ignoreMissing,
      );
      if (stats?.isDirectory()) await this.#hashBelow(path, hashes);
      else await this.#hashFile(path, hashes);
    });
  }

  /** What tools keep in hidden folders, such as `.terraform`, is no part of the estate. */
  async #hashBelow(folder: string, hashes: Map<string, string>): Promise<void> {
    await this.#leaveOutLinks(async () => {
      for (const { name, isFolder } of await this.#tree.names(folder)) {
        if (name.startsWith('.')) continue;
        const path = `${folder}/${name}`;
        if (isFolder) await this.#hashBelow(path, hashes);
        else await this.#hashFile(path, hashes);
      }
    });
  }

  async #hashFile(path: string, hashes: Map<string, string>): Promise<void> {
    await this.#leaveOutLinks(async () => {
      const content = await this.#tree.read(path);
      if (content) hashes.set(path, fileHash(content));
    });
  }

  async #leaveOutLinks(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') throw error;
    }
  }
}

function resultOf(outstanding: Outstanding): PublishResult {
  return {
    outcome: isDone(outstanding) ? 'unchanged' : 'written',
    paths: pathsOf(outstanding),
  };
}
