import { BigIntStats } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseInventory } from '@plumbline/plugin-secret-expiry-common';
import {
  CredentialSource,
  ListOptions,
  ListedCredential,
  SourceItem,
} from '@plumbline/plugin-secret-expiry-node';

/** Raise it when the parser comes to read the same file differently. */
const PARSER_VERSION = 2;
const MOST_BYTES = 5_000_000n;

/**
 * Credentials of inventory files, for what no API lists: every `.yaml` and
 * `.yml` file directly in the configured directories. Each file is a place; one
 * that has not changed since it was last read is not read again.
 */
export class InventorySource implements CredentialSource {
  readonly id = 'inventory';
  readonly title = 'Inventory files';
  readonly #directories: string[];

  /** @param directories - relative ones count from the working directory. */
  constructor(directories: string[]) {
    this.#directories = directories;
  }

  async *list({
    fingerprints,
    done,
    signal,
  }: ListOptions): AsyncGenerator<SourceItem> {
    const failures: string[] = [];
    for (const directory of this.#directories) {
      let files: string[];
      try {
        files = await inventoryFiles(directory);
      } catch (error) {
        failures.push(
          `The directory ${directory} could not be listed (${codeOf(error)})`,
        );
        continue;
      }
      for (const file of files) {
        signal.throwIfAborted();
        yield* listFile(directory, file, fingerprints, done);
      }
    }
    // After the others, so that one directory does not stop them. Throwing
    // tells the scan not to conclude that this one's files are gone.
    if (failures.length > 0) throw new Error(failures.join('; '));
  }
}

async function inventoryFiles(directory: string): Promise<string[]> {
  const names = await readdir(resolve(directory));
  return names
    .filter(name => /\.ya?ml$/.test(name) && !name.startsWith('.'))
    .sort();
}

async function* listFile(
  directory: string,
  file: string,
  fingerprints: ReadonlyMap<string, string>,
  done: ReadonlySet<string>,
): AsyncGenerator<SourceItem> {
  const place = join(directory, file);
  const label = `${basename(resolve(directory))}/${file}`;
  const title = `Inventory ${file.replace(/\.ya?ml$/, '')}`;
  if (done.has(place)) {
    yield { type: 'outcome', place, title, outcome: 'not-due' };
    return;
  }
  let text: string;
  let fingerprint: string;
  try {
    const stats = await stat(resolve(place), { bigint: true });
    fingerprint = fingerprintOf(stats);
    if (fingerprints.get(place) === fingerprint) {
      yield { type: 'outcome', place, title, outcome: 'unchanged' };
      return;
    }
    if (stats.size > MOST_BYTES) {
      yield couldNotLook(`${label} is larger than ${MOST_BYTES} bytes`);
      return;
    }
    text = await readFile(resolve(place), 'utf8');
  } catch (error) {
    // Without the message, which may quote more than the kind of failure.
    yield couldNotLook(`${label} could not be read (${codeOf(error)})`);
    return;
  }
  const inventory = parseInventory(text, label);
  yield {
    type: 'credentials',
    place,
    credentials: inventory.credentials.map(
      (credential): ListedCredential => ({
        ...credential,
        key: [
          credential.entityRef ?? '',
          credential.kind,
          credential.name,
        ].join('|'),
      }),
    ),
  };
  yield {
    type: 'outcome',
    place,
    title: inventory.name ? `Inventory ${inventory.name}` : title,
    outcome: inventory.problems.length > 0 ? 'partly' : 'looked',
    workloadRefs: inventory.workloadRefs,
    problems: inventory.problems,
    fingerprint,
  };

  function couldNotLook(reason: string): SourceItem {
    return { type: 'outcome', place, title, outcome: 'could-not-look', reason };
  }
}

/** Not of the content, which may hold a value by mistake. */
function fingerprintOf({ ino, mtimeNs, size }: BigIntStats): string {
  return [PARSER_VERSION, ino, mtimeNs, size].join(':');
}

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? 'unknown error';
}
