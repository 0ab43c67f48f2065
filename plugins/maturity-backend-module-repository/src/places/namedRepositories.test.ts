import { ConfigReader } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { GitHosts } from './GitHosts';
import { namedRepositories, repositoryRoot } from './namedRepositories';
import { placeKey } from './RepositoryPlace';

const INTEGRATIONS = {
  github: [
    { host: 'ghe.example.com', apiBaseUrl: 'https://ghe.example.com/api/v3' },
  ],
  gitlab: [
    {
      host: 'gitlab.example.com',
      apiBaseUrl: 'https://gitlab.example.com/api/v4',
    },
  ],
  azure: [{ host: 'dev.azure.com' }],
};

function entity(kind: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'it', annotations },
  };
}

function named(parts: Entity[], integrations: object = INTEGRATIONS) {
  const workload = parts.find(({ kind }) => kind === 'System');
  const { repositories, problems } = namedRepositories(
    {
      workloadRef: 'system:default/it',
      workload: (workload ??
        entity('System', {})) as WorkloadEntities['workload'],
      stamps: [],
      apis: [],
      resources: parts.filter(({ kind }) => kind === 'Resource'),
      components: parts.filter(({ kind }) => kind === 'Component'),
    },
    new GitHosts(new ConfigReader({ integrations })),
  );
  return {
    repositories: Object.fromEntries(
      repositories.map(({ place, folders }) => [placeKey(place), folders]),
    ),
    problems,
  };
}

describe('namedRepositories', () => {
  it.each([
    [
      { 'backstage.io/source-location': 'url:https://github.com/o/r/' },
      'https://github.com/o/r',
    ],
    [
      {
        'backstage.io/source-location': 'url:https://me:pw@github.com/o/r.git',
      },
      'https://github.com/o/r',
    ],
    [{ 'github.com/project-slug': 'o/r' }, 'https://ghe.example.com/o/r'],
    [
      { 'gitlab.com/project-slug': 'g/s/r' },
      'https://gitlab.example.com/g/s/r',
    ],
    [
      { 'gitlab.com/project-slug': 'g/r', 'gitlab.com/instance': 'gitlab.com' },
      'https://gitlab.com/g/r',
    ],
    [
      {
        'dev.azure.com/project-repo': 'p/r',
        'dev.azure.com/host-org': 'dev.azure.com/org',
      },
      'https://dev.azure.com/org/p/_git/r',
    ],
    [
      {
        'plumbline.io/source-directory': 'it',
        'github.com/project-slug': 'o/r',
      },
      'directory:it',
    ],
    [
      { 'plumbline.io/iac-url': 'https://github.com/o/infra' },
      'https://github.com/o/infra',
    ],
  ])('%j', (annotations, expected) => {
    expect(named([entity('Component', annotations as {})])).toEqual({
      repositories: { [expected]: [] },
      problems: [],
    });
  });

  it.each<[Record<string, string>]>([
    [{}],
    [{ 'backstage.io/source-location': 'file:/etc/' }],
    [{ 'backstage.io/source-location': 'nonsense' }],
    [{ 'plumbline.io/iac-url': 'https://wiki.example.com/infra' }],
    [{ 'plumbline.io/iac-url': '/docs/infra' }],
  ])('names none: %j', annotations => {
    expect(named([entity('Component', annotations)])).toEqual({
      repositories: {},
      problems: [],
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ 'github.com/project-slug': 'nothing' }, 'owner/repository'],
    [{ 'dev.azure.com/project-repo': 'p/r' }, 'dev.azure.com/host-org'],
    [
      {
        'dev.azure.com/project-repo': 'p',
        'dev.azure.com/host-org': 'dev.azure.com/o',
      },
      'project/repository',
    ],
    [{ 'backstage.io/source-location': 'url:ftp://x/y' }, 'no address'],
  ])('is a problem: %j', (annotations, words) => {
    expect(named([entity('Component', annotations)]).problems).toEqual([
      expect.stringContaining(words),
    ]);
  });

  it('knows the only organisation of Azure DevOps', () => {
    const integrations = {
      azure: [
        {
          host: 'dev.azure.com',
          credentials: [{ organizations: ['only'], personalAccessToken: 'x' }],
        },
      ],
    };
    expect(
      named(
        [entity('Component', { 'dev.azure.com/project-repo': 'p/r' })],
        integrations,
      ).repositories,
    ).toEqual({ 'https://dev.azure.com/only/p/_git/r': [] });
  });

  it('takes where an entity is described for its source only of components and workloads', () => {
    const described = {
      'backstage.io/managed-by-location':
        'url:https://github.com/o/r/blob/main/catalog-info.yaml',
      'backstage.io/source-location': 'url:https://github.com/o/r/tree/main/',
    };
    const expected = { 'https://github.com/o/r/tree/main': [] };
    expect(named([entity('Component', described)]).repositories).toEqual(
      expected,
    );
    expect(named([entity('System', described)]).repositories).toEqual(expected);
    expect(named([entity('Resource', described)]).repositories).toEqual({});
    expect(
      named([
        entity('Resource', {
          ...described,
          'backstage.io/source-location': 'url:https://github.com/o/infra',
        }),
      ]).repositories,
    ).toEqual({ 'https://github.com/o/infra': [] });
  });

  it('reads a repository that is named with and without its branch once', () => {
    expect(
      named([
        entity('Component', {
          'backstage.io/source-location': 'url:https://github.com/o/r',
        }),
        entity('Component', {
          'backstage.io/source-location':
            'url:https://github.com/o/r/tree/main/a',
        }),
      ]).repositories,
    ).toEqual({ 'https://github.com/o/r/tree/main': [] });
  });
});

it.each([
  [
    'https://github.com/o/r/tree/main/a/b/',
    'https://github.com/o/r/tree/main',
    'a/b',
  ],
  [
    'https://gitlab.example.com/g/s/r/-/tree/main/a',
    'https://gitlab.example.com/g/s/r/-/tree/main',
    'a',
  ],
  [
    'https://dev.azure.com/o/p/_git/r?path=/a/b&version=GBmain',
    'https://dev.azure.com/o/p/_git/r?version=GBmain',
    'a/b',
  ],
  ['https://dev.azure.com/o/p/_git/r', 'https://dev.azure.com/o/p/_git/r', ''],
])('the root of %s', (address, url, folder) => {
  const { integrations } = new GitHosts(
    new ConfigReader({ integrations: INTEGRATIONS }),
  );
  expect(repositoryRoot(address, integrations)).toEqual({ url, folder });
});
