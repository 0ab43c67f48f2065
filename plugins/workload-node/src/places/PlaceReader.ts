import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { isUrl, placeName } from './placeBeside';

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 1_000_000;
const MAX_FILES = 200;

/** One file of a place. */
export interface ReadFile {
  /** As {@link placeName} says. */
  name: string;
  text: string;
}

/** A place that is read again and again. */
export interface KnownPlace {
  /** URL, or path of a file of this machine; `*` in its last part stands for any. */
  place: string;
  /** Of the last reading. */
  etag?: string;
}

/** What a place holds now; `files` are absent when it did not change. */
export interface PlaceReading {
  etag?: string;
  files?: ReadFile[];
}

/** A place that cannot be read, for people. */
export class PlaceProblem extends Error {}

/** Reads places: of Git hosts as the portal's integrations allow, or of this machine. */
export class PlaceReader {
  readonly #urlReader: UrlReaderService;

  constructor(urlReader: UrlReaderService) {
    this.#urlReader = urlReader;
  }

  /** @throws PlaceProblem, whatever went wrong. */
  async read(stored: KnownPlace): Promise<PlaceReading> {
    try {
      if (!isUrl(stored.place)) return await readLocal(stored);
      return stored.place.includes('*')
        ? await this.#search(stored)
        : await this.#readUrl(stored);
    } catch (error) {
      if ((error as Error).name === 'NotModifiedError') return {};
      throw error instanceof PlaceProblem
        ? error
        : new PlaceProblem(reasonOf(error as Error));
    }
  }

  async #readUrl({ place, etag }: KnownPlace): Promise<PlaceReading> {
    const response = await this.#urlReader.readUrl(place, {
      etag,
      signal: AbortSignal.timeout(TIMEOUT_MS) as never,
    });
    const text = textOf(place, await response.buffer());
    return { etag: response.etag, files: [{ name: place, text }] };
  }

  async #search({ place, etag }: KnownPlace): Promise<PlaceReading> {
    const response = await this.#urlReader.search(place, {
      etag,
      signal: AbortSignal.timeout(TIMEOUT_MS) as never,
    });
    const found = inOrder(response.files, ({ url }) => url);
    const files: ReadFile[] = [];
    for (const file of found) {
      const text = textOf(file.url, await file.content());
      files.push({ name: file.url, text });
    }
    return { etag: response.etag, files };
  }
}

/** By time and size of the files, as there is no etag; `*` stands for any part of a file's name. */
async function readLocal({ place, etag }: KnownPlace): Promise<PlaceReading> {
  const paths = await localPaths(place);
  const stamps = await Promise.all(
    paths.map(async path => {
      const { mtimeMs, size } = await stat(path);
      return `${path}:${mtimeMs}:${size}`;
    }),
  );
  const stamp = stamps.join('\n');
  if (stamp === etag) return {};
  const files = await Promise.all(
    paths.map(async path => ({
      name: placeName(path),
      text: textOf(path, await readFile(path)),
    })),
  );
  return { etag: stamp, files };
}

async function localPaths(place: string): Promise<string[]> {
  const pattern = basename(place);
  if (!pattern.includes('*')) return [place];
  const parts = pattern.split('*').map(part => part.replace(/\W/g, '\\$&'));
  const named = new RegExp(`^${parts.join('.*')}$`);
  const directory = dirname(place);
  const names = (await readdir(directory)).filter(name => named.test(name));
  return inOrder(names, name => name).map(name => join(directory, name));
}

function inOrder<T>(found: T[], nameOf: (item: T) => string): T[] {
  if (found.length === 0) throw new PlaceProblem('No file matches the pattern');
  if (found.length > MAX_FILES) {
    throw new PlaceProblem(
      `${found.length} files match the pattern, expected at most ${MAX_FILES}`,
    );
  }
  return [...found].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

function textOf(name: string, bytes: Buffer): string {
  if (bytes.length > MAX_BYTES) {
    throw new PlaceProblem(
      `${basename(name)} has ${
        bytes.length
      } bytes, expected at most ${MAX_BYTES}`,
    );
  }
  return bytes.toString('utf8');
}

/** Why, without what the host answered: that can hold more than its owners should see. */
function reasonOf(error: NodeJS.ErrnoException): string {
  const said = String(error.message);
  if (error.name === 'NotFoundError' || error.code === 'ENOENT') {
    return 'The file was not found, or the portal has no access to it';
  }
  if (error.name === 'NotAllowedError') {
    return 'The file is on a host that the portal may not read; it has to be configured under integrations';
  }
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return `The file could not be read within ${TIMEOUT_MS / 1_000} seconds`;
  }
  if (/\b429\b|rate limit/i.test(said)) {
    return 'The host of the file takes no more requests for now';
  }
  return error.name === 'AuthenticationError' || /\b40[13]\b/.test(said)
    ? 'The portal has no access to the file'
    : 'The file could not be read; its host did not answer as expected';
}
