import { ExampleDocumentName } from '../../api/ExampleDataApi';

/**
 * The text that a link leads to by its file, such as `../runbooks/x.md` or
 * `x.md`, in a text of a folder; `undefined` for any other link.
 */
export function linkedDocument(
  link: string,
  folder: string,
): ExampleDocumentName | undefined {
  const found = /^(?:\.\.\/([a-z]+)\/|\.\/)?([a-z0-9-]+)\.md$/.exec(link);
  return found ? { folder: found[1] ?? folder, name: found[2] } : undefined;
}
