import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenSloFile, parseOpenSlo } from '@plumbline/plugin-slo-common';
import { DocumentLocation } from '../config/readSloConfig';
import { CatalogDocumentStore } from './CatalogDocumentStore';

/** Names of files that are read as OpenSLO documents. */
export const DOCUMENT_FILE = /\.ya?ml$/;

interface SourceFile {
  path: string;
  label: string;
}

/** Reads OpenSLO files from configured places, takes those of the catalog, and notices when they change. */
export class DocumentLoader {
  readonly #locations: DocumentLocation[];
  readonly #catalogDocuments: CatalogDocumentStore | undefined;
  #fingerprint: string | undefined;

  constructor(
    locations: DocumentLocation[],
    catalogDocuments?: CatalogDocumentStore,
  ) {
    this.#locations = locations;
    this.#catalogDocuments = catalogDocuments;
  }

  /**
   * Every file when any of them changed since the last load of this process,
   * otherwise `undefined`. A place that cannot be read is a file with an error,
   * so that one missing folder does not take the others down. Configured
   * files come first: a repository takes no name from them.
   */
  async loadIfChanged(): Promise<OpenSloFile[] | undefined> {
    const found = await Promise.all(
      this.#locations.map(location => this.#list(location)),
    );
    const sources = [
      ...new Map(
        found.flatMap(({ files }) => files).map(file => [file.path, file]),
      ).values(),
    ].sort((a, b) => a.label.localeCompare(b.label));
    const unreadable = found.flatMap(({ unreadable: of }) => of);
    const stamps = await Promise.all(sources.map(stampOf));
    const fingerprint = JSON.stringify([
      stamps,
      unreadable,
      await this.#catalogDocuments?.fingerprint(),
    ]);
    if (fingerprint === this.#fingerprint) return undefined;
    const files = await Promise.all(sources.map(readSource));
    const ofCatalog = (await this.#catalogDocuments?.files()) ?? [];
    this.#fingerprint = fingerprint;
    return [...files, ...unreadable, ...ofCatalog];
  }

  /** Makes the next {@link DocumentLoader.loadIfChanged} read everything, after what was read could not be stored. */
  forget() {
    this.#fingerprint = undefined;
  }

  async #list(
    location: DocumentLocation,
  ): Promise<{ files: SourceFile[]; unreadable: OpenSloFile[] }> {
    const { kind, path, label } = location;
    try {
      if (kind === 'file') {
        await stat(path);
        return { files: [{ path, label }], unreadable: [] };
      }
      const names = await readdir(path);
      return {
        files: names
          .filter(name => DOCUMENT_FILE.test(name))
          .map(name => ({ path: join(path, name), label: join(label, name) })),
        unreadable: [],
      };
    } catch (error) {
      return { files: [], unreadable: [unreadableFile(location, error)] };
    }
  }
}

/** Changes with the file; a file that cannot be looked at is noticed when it is read. */
async function stampOf({ path }: SourceFile): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${path}:${mtimeMs}:${size}`;
  } catch (error) {
    return `${path}:${(error as NodeJS.ErrnoException).code}`;
  }
}

async function readSource({ path, label }: SourceFile): Promise<OpenSloFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return unreadableFile({ kind: 'file', label }, error);
  }
  return parseOpenSlo(label, text);
}

function unreadableFile(
  location: Pick<DocumentLocation, 'kind' | 'label'>,
  error: unknown,
): OpenSloFile {
  const { code } = error as NodeJS.ErrnoException;
  return {
    file: location.label,
    documents: [],
    workloadRefs: [],
    errors: [
      {
        severity: 'error',
        file: location.label,
        line: 1,
        column: 1,
        field: '',
        expected: `a ${location.kind} that can be read`,
        message: `The ${location.kind} cannot be read (${
          code ?? 'unknown reason'
        })`,
      },
    ],
  };
}
