import { Limits } from '../readRepositoryConfig';
import { SourceFile } from '../extract/SourceFile';
import { counts, wantsText } from './wantedFiles';

/** What reading a repository gives: nothing new, or its files. */
export type Reading =
  | { unchanged: true }
  | { unchanged: false; etag: string; files: SourceFile[] };

/** How a repository is read. */
export interface ReadingOptions {
  /** Of the last reading; the same again means that nothing changed. */
  etag?: string;
  limits: Limits;
  signal: AbortSignal;
}

/** Why a repository could not be read, in words for the people who own the workload. */
export class RepositoryProblem extends Error {
  override readonly name = 'RepositoryProblem';
}

// Far more than people write; names alone could fill the memory.
const MAX_PATHS = 200_000;

/**
 * Gathers the files of one repository within limits. A file that is too long is
 * kept without its text; too many files, or too much text, is a problem.
 */
export class FileCollection {
  readonly #limits: Limits;
  readonly #files = new Map<string, SourceFile>();
  #seen = 0;
  #chosen = 0;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * Notes that a file is there.
   *
   * @param size - in bytes; undefined when it is not known before it is read.
   * @returns whether its text is wanted.
   */
  note(path: string, size: number | undefined): boolean {
    this.#seen++;
    // An empty file is evidence of nothing.
    if (!counts(path) || size === 0 || this.#files.size > MAX_PATHS) {
      return false;
    }
    if (this.#files.has(path)) return wantsText(path);
    this.#files.set(path, { path });
    if (!wantsText(path) || (size ?? 0) > this.#limits.fileBytes) return false;
    this.#chosen++;
    this.#bytes += size ?? 0;
    return !this.#tooLarge();
  }

  /** Adds the text of a file that was noted. */
  add(path: string, content: Buffer, sizeWasKnown: boolean): void {
    if (!sizeWasKnown) this.#bytes += content.length;
    if (content.length === 0) {
      this.#files.delete(path);
    } else if (
      content.length <= this.#limits.fileBytes &&
      !content.includes(0)
    ) {
      this.#files.set(path, { path, text: content.toString('utf8') });
    }
  }

  /** @throws RepositoryProblem when there is more than the limits allow. */
  check(name: string): void {
    if (!this.#tooLarge()) return;
    throw new RepositoryProblem(
      `The repository ${name} is too large: of the files that matter it holds more than ${
        this.#limits.files
      }, or more than ${Math.round(this.#limits.totalBytes / 1e6)} MB. ` +
        'Name a folder of it as source location, or raise maturity.repository.limits',
    );
  }

  /**
   * In order of path.
   *
   * @throws RepositoryProblem when there was no file at all: an archive that
   * cannot be read looks like that, and must not look like a repository that
   * has nothing.
   */
  files(name: string): SourceFile[] {
    if (this.#seen === 0) {
      throw new RepositoryProblem(
        `The repository ${name} came without any file`,
      );
    }
    return [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #tooLarge(): boolean {
    return (
      this.#chosen > this.#limits.files ||
      this.#bytes > this.#limits.totalBytes ||
      this.#files.size > MAX_PATHS
    );
  }
}
