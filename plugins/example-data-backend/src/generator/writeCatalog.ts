import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { CatalogSize, generateCatalog } from './generateCatalog';

const ENTITIES_PER_FILE = 1_000;

/** What {@link writeCatalog} wrote. */
export interface WrittenCatalog {
  files: number;
  entities: number;
}

/**
 * Writes a made-up catalog to `catalog-00001.yaml`, `catalog-00002.yaml`, ... of
 * a folder, ready for a catalog location of type `file` with the target
 * `<folder>/*.yaml`. Each document is one line of JSON, which is YAML too and
 * quick to parse.
 */
export async function writeCatalog(
  options: CatalogSize & { directory: string },
): Promise<WrittenCatalog> {
  const { directory, ...size } = options;
  await mkdir(directory, { recursive: true });
  let file: ReturnType<typeof createWriteStream> | undefined;
  let files = 0;
  let entities = 0;
  for await (const entity of generateCatalog(size)) {
    if (entities % ENTITIES_PER_FILE === 0) {
      file?.end();
      if (file) await finished(file);
      files++;
      const name = `catalog-${String(files).padStart(5, '0')}.yaml`;
      file = createWriteStream(join(directory, name));
    }
    entities++;
    if (!file!.write(`---\n${JSON.stringify(entity)}\n`)) {
      await once(file!, 'drain');
    }
  }
  file?.end();
  if (file) await finished(file);
  return { files, entities };
}
