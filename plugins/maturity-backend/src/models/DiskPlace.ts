import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAX_FILE_BYTES, ModelPlace, ReadText } from './ModelPlace';

/** A model in files, relative to the working directory of the process. */
export class DiskPlace implements ModelPlace {
  readonly file: string;
  readonly secondsBetweenLooks = 0;

  constructor(file: string) {
    this.file = file;
  }

  beside(relativePath: string): string {
    return join(dirname(this.file), relativePath);
  }

  async read(file: string, last?: ReadText): Promise<ReadText> {
    try {
      // Before the text: what is written in between is seen at the next look.
      const { mtimeMs, size } = await stat(file);
      const version = `${mtimeMs} ${size}`;
      if (last?.version === version) return last;
      if (size > MAX_FILE_BYTES) {
        throw new Error(`expected at most ${MAX_FILE_BYTES} bytes`);
      }
      return { text: await readFile(file, 'utf8'), version };
    } catch (error) {
      throw new Error(withoutPath(error));
    }
  }
}

/** People are told the file as configured, not where it lies on the server. */
function withoutPath(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  return code ?? message;
}
