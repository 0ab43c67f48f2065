import { readFile, stat } from 'node:fs/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { SlaFile } from '../config/readDependencySlas';
import { SlaTable } from './SlaTable';
import { parseSlaTable } from './parseSlaTable';

type ParsedTable = ReturnType<typeof parseSlaTable>;

/** Reads tables of promises, again when their files change. Of a file that is wrong, what it last said stays. */
export class SlaTableLoader {
  readonly #files: SlaFile[];
  readonly #logger: LoggerService;
  readonly #parsed = new Map<string, { stamp: string; table?: ParsedTable }>();

  constructor(options: { files: SlaFile[]; logger: LoggerService }) {
    this.#files = options.files;
    this.#logger = options.logger;
  }

  /** The promises of all files; of rows for the same type and tier the last file's counts. */
  async load(): Promise<SlaTable> {
    const tables: ParsedTable[] = [];
    for (const file of this.#files) {
      const table = await this.#read(file);
      if (table) tables.push(table);
    }
    return new SlaTable(
      tables.flatMap(({ slas }) => slas),
      tables.flatMap(({ offPath }) => offPath),
    );
  }

  async #read({ path, label }: SlaFile): Promise<ParsedTable | undefined> {
    const before = this.#parsed.get(label);
    let stamp = 'unreadable';
    try {
      const { mtimeMs, size } = await stat(path);
      stamp = `${mtimeMs}:${size}`;
      if (before?.stamp === stamp) return before.table;
      const table = parseSlaTable(label, await readFile(path, 'utf8'));
      this.#parsed.set(label, { stamp, table });
      return table;
    } catch (error) {
      // Told once for each version of the file.
      if (before?.stamp !== stamp) {
        this.#logger.warn(
          `The table of promises '${label}' cannot be used: ${error}`,
        );
      }
      this.#parsed.set(label, { stamp, table: before?.table });
      return before?.table;
    }
  }
}
