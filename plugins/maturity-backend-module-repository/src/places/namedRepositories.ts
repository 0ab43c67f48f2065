import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { GitHosts } from './GitHosts';
import {
  NamedRepositories,
  NamedRepository,
  RepositoryPlace,
  placeKey,
} from './RepositoryPlace';

/** Names a directory beneath those of `maturity.repository.directories`. */
export const SOURCE_DIRECTORY_ANNOTATION = 'plumbline.io/source-directory';

/** Says where infrastructure code is. */
export const INFRASTRUCTURE_CODE_ANNOTATION = 'plumbline.io/iac-url';

/**
 * The repositories that a workload and its parts name, each once. An entity
 * names at most one by the first of: source directory, source location, slug of
 * GitHub, GitLab or Azure DevOps; and one more for its infrastructure code.
 */
export function namedRepositories(
  entities: WorkloadEntities,
  hosts: GitHosts,
): NamedRepositories {
  const found = new Map<
    string,
    { place: RepositoryPlace; folders: Set<string>; whole: boolean }
  >();
  const problems: string[] = [];
  const add = (place: RepositoryPlace, folder: string) => {
    const key = placeKey(place);
    const known = found.get(key) ?? { place, folders: new Set(), whole: false };
    if (folder === '') known.whole = true;
    else known.folders.add(folder);
    found.set(key, known);
  };
  const addUrl = (url: string, title: string) => {
    const root = repositoryRoot(url, hosts.integrations);
    if (!root) problems.push(`${title} names no address of a repository`);
    else add({ kind: 'remote', name: root.url, url: root.url }, root.folder);
  };

  const parts = [
    entities.workload as Entity,
    ...entities.components,
    ...entities.apis,
    ...entities.resources,
    ...entities.stamps,
  ];
  for (const entity of parts) {
    const annotations = entity.metadata.annotations ?? {};
    const title = `${entity.kind} ${entity.metadata.name}`;
    const directory = annotations[SOURCE_DIRECTORY_ANNOTATION]?.trim();
    const location = sourceLocation(entity, hosts.integrations);
    if (directory) add({ kind: 'directory', name: directory }, '');
    else if (location) addUrl(location, `The source location of ${title}`);
    else {
      const slug = hosts.fromSlugs(annotations, title);
      if (slug?.url) addUrl(slug.url, `The repository of ${title}`);
      else if (slug?.problem) problems.push(slug.problem);
    }
    const iac = annotations[INFRASTRUCTURE_CODE_ANNOTATION]?.trim();
    // A link to a page elsewhere is no repository.
    if (iac && hosts.integrations.byUrl(iac)) {
      addUrl(iac, `${INFRASTRUCTURE_CODE_ANNOTATION} of ${title}`);
    }
  }

  const repositories: NamedRepository[] = [...found.values()].map(
    ({ place, folders, whole }) => ({
      place,
      folders: whole ? [] : [...folders].sort(),
    }),
  );
  return {
    repositories: withoutDefaultBranch(repositories).sort((a, b) =>
      placeKey(a.place) < placeKey(b.place) ? -1 : 1,
    ),
    problems: [...new Set(problems)],
  };
}

/**
 * The URL of the source location. The catalog fills it in with the folder that
 * the entity is described in; that says where the code of a component or a
 * workload is, but not of resources, which are often described in inventories.
 */
function sourceLocation(
  entity: Entity,
  integrations: ScmIntegrations,
): string | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const source = parsedUrl(annotations[ANNOTATION_SOURCE_LOCATION]);
  if (!source) return undefined;
  const described = parsedUrl(annotations[ANNOTATION_LOCATION]);
  const filledIn =
    described !== undefined &&
    integrations.resolveUrl({ url: './', base: described }) === source;
  if (!filledIn) return source;
  return ['Component', 'System'].includes(entity.kind) &&
    integrations.byUrl(source)
    ? source
    : undefined;
}

function parsedUrl(reference: string | undefined): string | undefined {
  if (!reference) return undefined;
  try {
    const { type, target } = parseLocationRef(reference);
    return type === 'url' ? target : undefined;
  } catch {
    return undefined;
  }
}

/** The root of the repository that an address is in, and the folder that it means. */
export function repositoryRoot(
  address: string,
  integrations: ScmIntegrations,
): { url: string; folder: string } | undefined {
  try {
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol)) return undefined;
    // Access is the integration's business.
    url.username = '';
    url.password = '';
    url.hash = '';
    const root = new URL(integrations.resolveUrl({ url: '/', base: url.href }));
    // Azure DevOps says the folder in the query, others in the path.
    const queried = url.searchParams.get('path');
    root.searchParams.delete('path');
    const folder =
      queried ?? decodeURI(url.pathname).slice(decodeURI(root.pathname).length);
    return {
      url: root.href.replace(/\/+$/, '').replace(/\.git$/, ''),
      folder: trimSlashes(folder),
    };
  } catch {
    return undefined;
  }
}

function trimSlashes(path: string): string {
  return path.split('/').filter(Boolean).join('/');
}

/** When a repository is named with a branch and without one, the one with the branch. */
function withoutDefaultBranch(
  repositories: NamedRepository[],
): NamedRepository[] {
  const kept: NamedRepository[] = [];
  for (const repository of repositories) {
    const { name } = repository.place;
    const sameWithBranch = repositories.find(
      ({ place }) =>
        place.kind === 'remote' &&
        [`${name}/tree/`, `${name}/-/tree/`, `${name}?`].some(start =>
          place.name.startsWith(start),
        ),
    );
    if (!sameWithBranch) kept.push(repository);
    else if (repository.folders.length === 0) sameWithBranch.folders = [];
    else if (sameWithBranch.folders.length > 0) {
      sameWithBranch.folders = [
        ...new Set([...sameWithBranch.folders, ...repository.folders]),
      ].sort();
    }
  }
  return kept;
}
