import { PlannedFile } from '@plumbline/plugin-stamp-common';

/** What becomes of a file, in the order in which it is counted. */
export const FILE_CHANGES = ['new', 'changed', 'removed', 'same'] as const;

/** One of {@link FILE_CHANGES}. */
export type FileChange = (typeof FILE_CHANGES)[number];

/** A folder with what is in it: folders first, each by name. */
export interface FileFolder {
  /** Its name; several with `/` between them where a folder holds one folder only. */
  name: string;
  folders: FileFolder[];
  files: { name: string; file: PlannedFile }[];
}

/** What becomes of a file. */
export function fileChangeOf({ before, after }: PlannedFile): FileChange {
  if (before === after) return 'same';
  if (before === undefined) return 'new';
  return after === undefined ? 'removed' : 'changed';
}

/** Files by their folders; the root has no name. */
export function fileTreeOf(files: readonly PlannedFile[]): FileFolder {
  const root: FileFolder = { name: '', folders: [], files: [] };
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of sorted) {
    const names = file.path.split('/');
    const name = names.pop()!;
    names.reduce(folderOf, root).files.push({ name, file });
  }
  return { ...root, folders: root.folders.map(joined) };
}

function folderOf(parent: FileFolder, name: string): FileFolder {
  const found = parent.folders.find(folder => folder.name === name);
  if (found) return found;
  const folder: FileFolder = { name, folders: [], files: [] };
  parent.folders.push(folder);
  return folder;
}

/** A folder that holds one folder only reads as one with it. */
function joined(folder: FileFolder): FileFolder {
  const folders = folder.folders.map(joined);
  if (folder.files.length > 0 || folders.length !== 1) {
    return { ...folder, folders };
  }
  return { ...folders[0], name: `${folder.name}/${folders[0].name}` };
}

/** How many files are in a folder and in those below it. */
export function fileCountOf({ files, folders }: FileFolder): number {
  return folders.reduce(
    (count, folder) => count + fileCountOf(folder),
    files.length,
  );
}
