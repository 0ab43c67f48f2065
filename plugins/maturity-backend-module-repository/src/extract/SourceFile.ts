/** A file of a repository. */
export interface SourceFile {
  /** From the root of the repository, with `/` and without one in front. */
  path: string;
  /** Absent where only the presence of the file matters, or where it is too large. */
  text?: string;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a file; empty for a file at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The folders that a file is in, outermost first, in lower case. */
export function folderNames(path: string): string[] {
  const folder = folderOf(path).toLocaleLowerCase('en-US');
  return folder === '' ? [] : folder.split('/');
}

/** What follows the last dot of the file's name, in lower case. */
export function extension(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLocaleLowerCase('en-US');
}

/** A path relative to a folder (`../modules/x.yml`), from the root of the repository. Undefined when it leaves it. */
export function resolvePath(folder: string, path: string): string | undefined {
  const parts = path.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
