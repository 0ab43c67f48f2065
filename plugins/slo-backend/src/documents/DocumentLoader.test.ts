import { symlink } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { DocumentLoader } from './DocumentLoader';

describe('DocumentLoader', () => {
  const directory = createMockDirectory();
  const service = (name: string) =>
    `apiVersion: openslo/v1\nkind: Service\nmetadata: { name: ${name} }\n`;
  const loader = () =>
    new DocumentLoader([
      { kind: 'directory', path: directory.resolve('slos'), label: 'slos' },
      { kind: 'file', path: directory.resolve('one.yaml'), label: 'one.yaml' },
      { kind: 'directory', path: directory.resolve('gone'), label: 'gone' },
    ]);

  beforeEach(() => {
    directory.setContent({
      'slos/b.yml': service('b'),
      'slos/a.yaml': 'kind: [',
      'slos/notes.md': '# not a document',
      'one.yaml': service('one'),
    });
  });

  it('reads every document, reports what it cannot read, and names files as configured', async () => {
    const files = await loader().loadIfChanged();
    expect(
      files?.map(({ file, documents, errors }) => [
        file,
        documents.map(({ metadata }) => metadata.name),
        errors.map(({ message }) => message.split(':')[0]),
      ]),
    ).toEqual([
      ['one.yaml', ['one'], []],
      ['slos/a.yaml', [], ['Not well-formed YAML']],
      ['slos/b.yml', ['b'], []],
      ['gone', [], ['The directory cannot be read (ENOENT)']],
    ]);
  });

  it('tells of a file that cannot be read, and reads the others', async () => {
    directory.addContent({ 'slos/c.yaml/in.txt': 'a folder by its name' });
    await symlink(
      directory.resolve('nowhere'),
      directory.resolve('slos/d.yaml'),
    );
    const files = await loader().loadIfChanged();
    expect(
      files
        ?.filter(({ file }) => file.startsWith('slos/'))
        .map(({ file, errors }) => [file, errors[0]?.message]),
    ).toEqual([
      ['slos/a.yaml', expect.stringContaining('Not well-formed')],
      ['slos/b.yml', undefined],
      ['slos/c.yaml', 'The file cannot be read (EISDIR)'],
      ['slos/d.yaml', 'The file cannot be read (ENOENT)'],
    ]);
  });

  it('reads again only after a change', async () => {
    const documents = loader();
    await documents.loadIfChanged();
    await expect(documents.loadIfChanged()).resolves.toBeUndefined();
    directory.addContent({ 'slos/c.yaml': service('c') });
    await expect(documents.loadIfChanged()).resolves.toHaveLength(5);
    documents.forget();
    await expect(documents.loadIfChanged()).resolves.toHaveLength(5);
  });
});
