import { NotAllowedError } from '@backstage/errors';
import type { EstateTree } from './EstateTree';
import { gitBlobId } from './hashes';
import type { GitHost, HostEntry } from './hosts/GitHost';
import type { Remembered } from './hosts/Remembered';

/** Contents of Git objects by id; large ones are not kept. */
export type BlobCache = Remembered<Buffer>;

/** Files of an estate as they stand in a commit. */
export class RepositoryTree implements EstateTree {
  readonly #host: GitHost;
  readonly #commit: string;
  /** `''`, or the estate's folder in the repository with a slash at its end. */
  readonly #prefix: string;
  readonly #blobs: BlobCache;
  /** By path below the estate's root. */
  readonly #listings = new Map<string, Promise<Listing>>();

  constructor(options: {
    host: GitHost;
    commit: string;
    prefix: string;
    blobs: BlobCache;
  }) {
    this.#host = options.host;
    this.#commit = options.commit;
    this.#prefix = options.prefix;
    this.#blobs = options.blobs;
  }

  async names(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
    const listing = await this.#listing(folder);
    const entry = this.#entry(listing, folder);
    if (entry && entry.kind !== 'folder') throw notPlain(folder, entry);
    return (listing.names.get(folder) ?? []).map(({ name, kind }) => ({
      name,
      isFolder: kind === 'folder',
    }));
  }

  async read(path: string): Promise<Buffer | undefined> {
    const entry = this.#entry(await this.#listing(path), path);
    if (!entry) return undefined;
    if (entry.kind !== 'file') throw notPlain(path, entry);
    return this.#blobs.get(entry.id, () => this.#host.blob(entry.id));
  }

  async holds(path: string, content: string): Promise<boolean> {
    const entry = this.#entry(await this.#listing(path), path);
    if (!entry) return false;
    if (entry.kind !== 'file') throw notPlain(path, entry);
    // A repository of SHA-1 objects tells by the id alone.
    if (entry.id.length === 40)
      return entry.id === gitBlobId(Buffer.from(content));
    return (await this.read(path))?.equals(Buffer.from(content)) ?? false;
  }

  /** Paths of the plain files at, or below, a path. */
  async filesAt(path: string): Promise<{ path: string; id: string }[]> {
    const { entries } = await this.#listing(path);
    const found: { path: string; id: string }[] = [];
    for (const [one, { kind, id }] of entries) {
      if (kind !== 'file') continue;
      if (one === path || one.startsWith(`${path}/`))
        found.push({ path: one, id });
    }
    return found;
  }

  /** The entry of a path, once nothing but folders is on the way. */
  #entry({ entries }: Listing, path: string): HostEntry | undefined {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length++) {
      const folder = parts.slice(0, length).join('/');
      const entry = entries.get(folder);
      if (entry && entry.kind !== 'folder') throw notPlain(folder, entry);
    }
    return entries.get(path);
  }

  #listing(path: string): Promise<Listing> {
    const root = listedFolder(path);
    if (!root) {
      throw new NotAllowedError(
        `${JSON.stringify(path)} is no path within the estate`,
      );
    }
    let listing = this.#listings.get(root);
    if (!listing) {
      listing = this.#load(root);
      this.#listings.set(root, listing);
      listing.catch(() => this.#listings.delete(root));
    }
    return listing;
  }

  async #load(root: string): Promise<Listing> {
    const found = await this.#host.entries(
      this.#commit,
      `${this.#prefix}${root}`,
    );
    const listing: Listing = { entries: new Map(), names: new Map() };
    for (const entry of found ?? []) {
      const path = entry.path.slice(this.#prefix.length);
      listing.entries.set(path, entry);
      const slash = path.lastIndexOf('/');
      const parent = path.slice(0, slash);
      const names = listing.names.get(parent) ?? [];
      names.push({ name: path.slice(slash + 1), kind: entry.kind });
      listing.names.set(parent, names);
    }
    for (const names of listing.names.values()) {
      names.sort((a, b) => (a.name < b.name ? -1 : 1));
    }
    return listing;
  }
}

interface Listing {
  entries: Map<string, HostEntry>;
  /** What is right in each folder. */
  names: Map<string, { name: string; kind: HostEntry['kind'] }[]>;
}

/**
 * The folder that is listed as a whole when something in it is asked for: that
 * of a workload, so that a change of one lets those of all others be known.
 */
function listedFolder(path: string): string | undefined {
  return /^(?:(?:stamps|workloads)(?:\/[^/]+)?|\.github\/workflows)(?=\/|$)/.exec(
    path,
  )?.[0];
}

function notPlain(path: string, { kind }: HostEntry): NotAllowedError {
  return new NotAllowedError(
    `${path} in the estate is a ${kind}, where a plain file or folder is expected`,
  );
}
