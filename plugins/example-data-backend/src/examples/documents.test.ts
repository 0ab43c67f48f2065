import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOCUMENT_FOLDERS, DOCUMENT_NAME } from '../documents/readDocument';

const EXAMPLES = resolve(__dirname, '../../../../examples');

function textsIn(folder: string, ending: string): [string, string][] {
  return readdirSync(join(EXAMPLES, folder))
    .filter(name => name.endsWith(ending))
    .map(name => [
      `${folder}/${name}`,
      readFileSync(join(EXAMPLES, folder, name), 'utf8'),
    ]);
}

describe('the runbooks and documents of the examples', () => {
  const definitions = ['catalog', 'slos', 'credentials'].flatMap(folder =>
    textsIn(folder, '.yaml'),
  );
  const documents = DOCUMENT_FOLDERS.flatMap(folder => textsIn(folder, '.md'));

  it('have names by which they can be asked for', () => {
    for (const [file] of documents) {
      const name = file.replace(/^.*\/|\.md$/g, '');
      expect(name).toMatch(new RegExp(DOCUMENT_NAME));
    }
  });

  it('are there wherever a catalog entity, an SLO or a credential leads to one', () => {
    const linked = definitions.flatMap(([, text]) =>
      [...text.matchAll(/\/example-docs\/(\S+)/g)].map(([, path]) => path),
    );
    expect(linked.length).toBeGreaterThan(40);
    const missing = linked.filter(
      path => !existsSync(join(EXAMPLES, `${path}.md`)),
    );
    expect(missing).toEqual([]);
  });

  it('are there wherever one leads to another', () => {
    const linked = documents.flatMap(([file, text]) =>
      [...text.matchAll(/\]\((\S+?)\)/g)].map(([, link]) =>
        join(EXAMPLES, file, '..', link),
      ),
    );
    expect(linked.length).toBeGreaterThan(5);
    expect(linked.filter(path => !existsSync(path))).toEqual([]);
  });
});
