import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, parseAllDocuments, visit } from 'yaml';
import { isRelativeDate, resolveRelativeDate } from '../anchor/relativeDate';
import { yamlFilesIn } from '../definitions/readDefinitions';
import { writeFileAtomically } from '../files/writeFileAtomically';

/** Fields of an inventory that hold dates. */
const DATE_FIELDS = ['created', 'notBefore', 'expires', 'replaced'];

/** What became of the inventories. */
export interface RenderedCredentials {
  files: string[];
  /** One sentence for each file that could not be read. */
  problems: string[];
}

/**
 * Copies the credential inventories of one folder to another with their
 * relative dates made absolute. What else they say is the business of whoever
 * reads them, so a malformed inventory is copied and reported there; only a
 * file that is no YAML at all stays out. A copy whose original is gone goes too.
 */
export async function renderCredentials(options: {
  from: string;
  to: string;
  anchorSeconds: number;
}): Promise<RenderedCredentials> {
  const rendered: RenderedCredentials = { files: [], problems: [] };
  for (const name of await yamlFilesIn(options.from)) {
    const file = join(options.from, name);
    const documents = parseAllDocuments(await readFile(file, 'utf8'));
    const broken = documents.flatMap(document => document.errors)[0];
    if (broken) {
      rendered.problems.push(`${file}: ${broken.message}`);
      continue;
    }
    for (const document of documents) {
      visit(document, {
        Pair(_, { key, value }) {
          if (!isScalar(key) || !isScalar(value)) return;
          if (!DATE_FIELDS.includes(String(key.value))) return;
          if (typeof value.value !== 'string') return;
          if (!isRelativeDate(value.value)) return;
          value.value = resolveRelativeDate(value.value, options.anchorSeconds);
        },
      });
    }
    const text = documents
      .filter(document => isMap(document.contents))
      .map(document => document.toString({ directives: false }))
      .join('---\n');
    await writeFileAtomically(join(options.to, name), text);
    rendered.files.push(name);
  }
  for (const name of await yamlFilesIn(options.to)) {
    if (!rendered.files.includes(name)) await rm(join(options.to, name));
  }
  return rendered;
}
