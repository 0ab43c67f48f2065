/** Where a repository is. */
export type RepositoryPlace =
  | {
      kind: 'remote';
      /** Shown to people, and what it is known by: its address without a slash at the end. */
      name: string;
      /** Root of the repository, with the branch if one was named. */
      url: string;
    }
  | {
      kind: 'directory';
      /** As written in the catalog. */
      name: string;
    };

/** A repository of a workload, and what of it belongs to the workload. */
export interface NamedRepository {
  place: RepositoryPlace;
  /** From the root, without slashes at the ends, sorted; empty means all of it. */
  folders: string[];
}

/** The repositories of a workload. */
export interface NamedRepositories {
  repositories: NamedRepository[];
  /** What the catalog says that names no repository, in words for the people who own the workload. */
  problems: string[];
}

/** What a repository is known by. */
export function placeKey(place: RepositoryPlace): string {
  return place.kind === 'directory' ? `directory:${place.name}` : place.name;
}

/**
 * Whether a file belongs to a workload that owns some folders of a repository:
 * files in these folders, and what holds for the whole repository, which is
 * files at its root and in folders of the root that begin with a dot, such as
 * `.github`.
 */
export function belongsTo(path: string, folders: string[]): boolean {
  if (folders.length === 0 || !path.includes('/')) return true;
  return (
    path.startsWith('.') ||
    folders.some(folder => path.startsWith(`${folder}/`))
  );
}
