import { createHash } from 'node:crypto';
import {
  DocumentOwner,
  OpenSloFile,
  parseOpenSlo,
} from '@plumbline/plugin-slo-common';
import {
  ReadFile,
  bulkWrite,
  inTurns,
  slices,
} from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** A file takes about a millisecond; requests get their turn in between. */
const PARSED_AT_ONCE = 20;

/** A place that an entity's annotation leads to: a file, or several by a pattern. */
export interface DocumentPlace extends DocumentOwner {
  /** URL, or path of a file of this machine. */
  place: string;
}

/** What is stored of a place. */
export interface StoredPlace extends DocumentPlace {
  /** ISO 8601, when it was first led to. */
  addedAt: string;
  etag?: string;
  /** When last read well; kept while it cannot be read. */
  files: ReadFile[];
  error?: string;
  /** ISO 8601, since when it fails. */
  errorAt?: string;
}

interface PlaceRow {
  place: string;
  workload_ref: string;
  entity_ref: string;
  added_at: string;
  etag: string | null;
  files: string;
  version: string;
  error: string | null;
  error_at: string | null;
}

/**
 * OpenSLO files that catalog entities lead to, as they were last read, so that
 * every replica has them, a restart reads nothing again, and the last good ones
 * outlive a host that does not answer.
 */
export class CatalogDocumentStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Changes when any file, error or place does. */
  async fingerprint(): Promise<string> {
    const rows = await this.#ordered().select(
      'place',
      'workload_ref',
      'version',
    );
    const hash = createHash('sha256');
    rows.forEach(row =>
      hash.update(`${row.place} ${row.workload_ref} ${row.version}\n`),
    );
    return hash.digest('hex');
  }

  /** Everything stored, those first that were led to first. */
  async all(): Promise<StoredPlace[]> {
    return (await this.#ordered().select()).map(row => ({
      place: row.place,
      workloadRef: row.workload_ref,
      entityRef: row.entity_ref,
      addedAt: row.added_at,
      etag: row.etag ?? undefined,
      files: JSON.parse(row.files),
      error: row.error ?? undefined,
      errorAt: row.error_at ?? undefined,
    }));
  }

  /** The files of all places, parsed; a place that fails is told by a file with an error besides its last good ones. */
  async files(): Promise<OpenSloFile[]> {
    const files: OpenSloFile[] = [];
    for await (const some of inTurns(await this.all(), PARSED_AT_ONCE)) {
      for (const place of some) {
        for (const { name, text } of place.files) {
          files.push(parseOpenSlo(name, text, ownerOf(place)));
        }
        if (place.error !== undefined) files.push(unreadPlace(place));
      }
    }
    return files;
  }

  async save(places: StoredPlace[]): Promise<void> {
    await bulkWrite(this.#database, 'catalog_documents', places.map(toRow), {
      key: ['place', 'workload_ref'],
    });
  }

  /** Forgets places that no entity leads to any more. */
  async remove(places: DocumentPlace[]): Promise<void> {
    for (const some of slices(places)) {
      await this.#database<PlaceRow>('catalog_documents')
        .whereIn(
          ['place', 'workload_ref'],
          some.map(({ place, workloadRef }) => [place, workloadRef]),
        )
        .delete();
    }
  }

  #ordered() {
    return this.#database<PlaceRow>('catalog_documents').orderBy([
      'added_at',
      'place',
      'workload_ref',
    ]);
  }
}

function toRow(stored: StoredPlace): PlaceRow {
  const files = JSON.stringify(stored.files);
  return {
    place: stored.place,
    workload_ref: stored.workloadRef,
    entity_ref: stored.entityRef,
    added_at: stored.addedAt,
    etag: stored.etag ?? null,
    files,
    version: createHash('sha256')
      .update(`${stored.entityRef} ${stored.error ?? ''} ${files}`)
      .digest('hex'),
    error: stored.error ?? null,
    error_at: stored.errorAt ?? null,
  };
}

function ownerOf({ entityRef, workloadRef }: StoredPlace): DocumentOwner {
  return { entityRef, workloadRef };
}

function unreadPlace(stored: StoredPlace): OpenSloFile {
  const { place, workloadRef, error, files } = stored;
  return {
    file: place,
    foundBy: ownerOf(stored),
    documents: [],
    workloadRefs: [workloadRef],
    errors: [
      {
        severity: 'error',
        file: place,
        line: 1,
        column: 1,
        field: '',
        expected: 'a file that can be read',
        message: `${error}${
          files.length > 0 ? '; what it last said stays in force' : ''
        }`,
      },
    ],
  };
}
