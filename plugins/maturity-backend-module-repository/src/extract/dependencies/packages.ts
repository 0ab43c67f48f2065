import { Findings } from '../Findings';
import { SourceFile, fileName, folderOf } from '../SourceFile';
import { listOf, objectOf, textOf } from '../syntax/plain';
import { parseJson, parseToml } from '../syntax/structured';

/** A package manifest. */
export interface PackageManifest {
  path: string;
  ecosystem:
    | 'npm'
    | 'python'
    | 'dotnet'
    | 'java'
    | 'go'
    | 'rust'
    | 'ruby'
    | 'php';
  /** Names of direct dependencies, in lower case. */
  libraries: string[];
  /** Names of files, any of which locks the versions; empty where the ecosystem has no usual one. */
  locks: string[];
  /** Whether the manifest itself says exact versions only. */
  pinned: boolean;
}

/** Reads a package manifest; undefined when the file is none. */
export function readManifest({
  path,
  text,
}: SourceFile): PackageManifest | undefined {
  if (text === undefined) return undefined;
  const name = fileName(path);
  switch (name) {
    case 'package.json':
      return readPackageJson(path, text);
    case 'pyproject.toml':
      return readPyproject(path, text);
    case 'Pipfile':
      return manifest(path, 'python', tomlKeys(text, ['packages']), [
        'Pipfile.lock',
      ]);
    case 'go.mod':
      return manifest(path, 'go', goModules(text), ['go.sum']);
    case 'Cargo.toml':
      return manifest(path, 'rust', tomlKeys(text, ['dependencies']), [
        'Cargo.lock',
      ]);
    case 'composer.json':
      return manifest(
        path,
        'php',
        Object.keys(objectOf(objectOf(parseJson(text)).require)),
        ['composer.lock'],
      );
    case 'Gemfile':
      return manifest(
        path,
        'ruby',
        matches(text, /\bgem\s{1,5}["']([\w.-]+)/g),
        ['Gemfile.lock'],
      );
    case 'pom.xml':
      return manifest(
        path,
        'java',
        matches(
          withoutXmlComments(text),
          /<artifactId>([\w.${}-]{1,200})<\/artifactId>/g,
        ),
        [],
      );
    case 'build.gradle':
    case 'build.gradle.kts':
    case 'libs.versions.toml':
      // group:artifact:version
      return manifest(
        path,
        'java',
        matches(
          text,
          /["'][\w.-]{1,200}:([\w.-]{1,200})(?::[^"'\n]{1,200})?["']/g,
        ),
        [],
      );
    default:
  }
  if (/^requirements.*\.txt$/.test(name)) return readRequirements(path, text);
  if (
    /\.(cs|fs|vb)proj$/.test(name) ||
    name === 'Directory.Packages.props' ||
    name === 'packages.config'
  ) {
    return manifest(
      path,
      'dotnet',
      matches(
        withoutXmlComments(text),
        /<(?:PackageReference|PackageVersion|package)\s[^>]{0,50}?\b(?:Include|id)="([\w.-]{1,200})"/g,
      ),
      [],
    );
  }
  return undefined;
}

function manifest(
  path: string,
  ecosystem: PackageManifest['ecosystem'],
  libraries: string[],
  locks: string[],
  pinned = false,
): PackageManifest {
  return {
    path,
    ecosystem,
    libraries: libraries.map(name => name.toLocaleLowerCase('en-US')),
    locks,
    pinned,
  };
}

function readPackageJson(path: string, text: string): PackageManifest {
  const json = objectOf(parseJson(text));
  return manifest(
    path,
    'npm',
    [
      ...Object.keys(objectOf(json.dependencies)),
      ...Object.keys(objectOf(json.devDependencies)),
      ...Object.keys(objectOf(json.optionalDependencies)),
    ],
    [
      'package-lock.json',
      'npm-shrinkwrap.json',
      'yarn.lock',
      'pnpm-lock.yaml',
      'bun.lock',
      'bun.lockb',
      'deno.lock',
    ],
  );
}

const PYTHON_LOCKS = ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml'];

function readPyproject(path: string, text: string): PackageManifest {
  const toml = objectOf(parseToml(text));
  const project = objectOf(toml.project);
  const poetry = objectOf(objectOf(toml.tool).poetry);
  const requirements = [
    ...listOf(project.dependencies),
    ...Object.values(objectOf(project['optional-dependencies'])).flatMap(
      listOf,
    ),
    ...Object.values(objectOf(toml['dependency-groups'])).flatMap(listOf),
  ].map(textOf);
  return manifest(
    path,
    'python',
    [
      ...requirements.map(requirementName),
      ...Object.keys(objectOf(poetry.dependencies)),
    ].filter(name => name !== '' && name !== 'python'),
    PYTHON_LOCKS,
    requirements.length > 0 &&
      Object.keys(objectOf(poetry.dependencies)).length === 0 &&
      requirements.every(isExactRequirement),
  );
}

function readRequirements(path: string, text: string): PackageManifest {
  const lines = text
    .split('\n')
    .map(line => line.split(' #')[0].trim())
    .filter(line => line !== '' && !/^[#-]/.test(line));
  return manifest(
    path,
    'python',
    lines.map(requirementName).filter(name => name !== ''),
    PYTHON_LOCKS,
    lines.every(isExactRequirement),
  );
}

function requirementName(requirement: string): string {
  return /^[\w.-]+/.exec(requirement.trim())?.[0] ?? '';
}

function isExactRequirement(requirement: string): boolean {
  return requirement.includes('==') && !requirement.includes('*');
}

function tomlKeys(text: string, tables: string[]): string[] {
  const toml = objectOf(parseToml(text));
  return tables.flatMap(table => Object.keys(objectOf(toml[table])));
}

function goModules(text: string): string[] {
  return text.split('\n').flatMap(line => {
    const words = line.split('//')[0].trim().split(/\s+/);
    const [first, second] = words[0] === 'require' ? words.slice(1) : words;
    return first?.includes('.') && second?.startsWith('v') ? [first] : [];
  });
}

/** XML without its comments. */
export function withoutXmlComments(text: string): string {
  return text
    .split('<!--')
    .map((part, index) => (index === 0 ? part : part.slice(closing(part))))
    .join('');
}

function closing(part: string): number {
  const end = part.indexOf('-->');
  return end < 0 ? part.length : end + 3;
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(match => match[1]);
}

/** Manifests with dependencies for whose versions there is no lock file beside or above them. */
export function findUnlocked(
  manifests: PackageManifest[],
  files: SourceFile[],
  findings: Findings,
): void {
  const paths = new Set(files.map(({ path }) => path));
  // requirements.txt with exact versions locks what pyproject.toml leaves open.
  const pinnedFolders = new Set(
    manifests
      .filter(({ pinned, ecosystem }) => pinned && ecosystem === 'python')
      .map(({ path }) => folderOf(path)),
  );
  for (const { path, libraries, locks, pinned, ecosystem } of manifests) {
    if (libraries.length === 0 || locks.length === 0 || pinned) continue;
    if (ecosystem === 'python' && pinnedFolders.has(folderOf(path))) continue;
    if (!lockedAbove(folderOf(path), locks, paths)) {
      findings.add('manifestsWithoutLock', path);
    }
  }
}

function lockedAbove(
  folder: string,
  locks: string[],
  paths: Set<string>,
): boolean {
  for (let at = folder; ; at = folderOf(at)) {
    const prefix = at === '' ? '' : `${at}/`;
    if (locks.some(lock => paths.has(prefix + lock))) return true;
    if (at === '') return false;
  }
}

const RESILIENCE = [
  'polly',
  'polly.core',
  'polly.extensions',
  'microsoft.extensions.http.polly',
  'microsoft.extensions.http.resilience',
  'microsoft.extensions.resilience',
  'cockatiel',
  'opossum',
  'p-retry',
  'async-retry',
  'axios-retry',
  'tenacity',
  'stamina',
  'backoff',
  'pybreaker',
  'aiobreaker',
  'failsafe',
  'spring-retry',
  'spring-cloud-starter-circuitbreaker-resilience4j',
  'github.com/sony/gobreaker',
  'github.com/sony/gobreaker/v2',
  'github.com/avast/retry-go/v4',
  'github.com/hashicorp/go-retryablehttp',
  'github.com/failsafe-go/failsafe-go',
];
const RESILIENCE_PREFIXES = [
  'resilience4j',
  'github.com/cenkalti/backoff',
  'github.com/eapache/go-resiliency',
];

const TELEMETRY = [
  'applicationinsights',
  'opencensus-ext-azure',
  'azure-monitor-opentelemetry',
  'azure-monitor-opentelemetry-exporter',
  '@azure/monitor-opentelemetry',
  'azure.monitor.opentelemetry.aspnetcore',
  'azure.monitor.opentelemetry.exporter',
];
const TELEMETRY_PREFIXES = [
  '@opentelemetry/',
  'opentelemetry',
  '@microsoft/applicationinsights',
  'microsoft.applicationinsights',
  'applicationinsights-',
  'go.opentelemetry.io/',
  'github.com/microsoft/applicationinsights-go',
];

const FLAGS = [
  'unleash-client',
  'unleashclient',
  'flagsmith',
  'configcat-node',
  'growthbook',
  'featuremanagement',
  'spring-cloud-azure-feature-management',
  'togglz-core',
  'ff4j-core',
];
const FLAG_PREFIXES = [
  'launchdarkly',
  '@launchdarkly/',
  '@openfeature/',
  'openfeature',
  '@unleash/',
  'unleash.client',
  'microsoft.featuremanagement',
  '@microsoft/feature-management',
  '@growthbook/',
  '@splitsoftware/',
  'dev.openfeature',
  'github.com/open-feature/',
  'github.com/launchdarkly/',
];

/** Libraries that say something about how the code works. */
export function findLibraries(
  manifests: PackageManifest[],
  findings: Findings,
): void {
  for (const { path, libraries } of manifests) {
    for (const library of libraries) {
      if (isOneOf(library, RESILIENCE, RESILIENCE_PREFIXES)) {
        findings.add('resilienceLibraries', path, library);
      }
      if (isOneOf(library, TELEMETRY, TELEMETRY_PREFIXES)) {
        findings.add('telemetryLibraries', path, library);
      }
      if (isOneOf(library, FLAGS, FLAG_PREFIXES)) {
        findings.add('featureFlags', path, library);
      }
    }
  }
}

function isOneOf(name: string, names: string[], prefixes: string[]): boolean {
  return (
    names.includes(name) || prefixes.some(prefix => name.startsWith(prefix))
  );
}
