import { isDockerfile } from '../extract/dependencies/images';
import { extension, fileName, folderNames } from '../extract/SourceFile';

/** Folders of others' code, of what was built, and of samples that tests feed on. */
const PASSED_OVER = new Set([
  '.git',
  '.terraform',
  '.venv',
  '.yarn',
  '__fixtures__',
  '__pycache__',
  '__snapshots__',
  'bin',
  'bower_components',
  'dist',
  'fixtures',
  'node_modules',
  'obj',
  'site-packages',
  'target',
  'testdata',
  'third_party',
  'vendor',
  'venv',
]);

const READ_EXTENSIONS = new Set([
  'bicep',
  'bicepparam',
  'csproj',
  'fsproj',
  'gradle',
  'json',
  'ps1',
  'sh',
  'tf',
  'tfvars',
  'toml',
  'vbproj',
  'yaml',
  'yml',
]);

const READ_NAMES = new Set([
  '.node-version',
  '.nvmrc',
  '.python-version',
  '.tool-versions',
  'CODEOWNERS',
  'Directory.Build.props',
  'Directory.Packages.props',
  'Gemfile',
  'Pipfile',
  'build.gradle.kts',
  'go.mod',
  'packages.config',
  'pom.xml',
  'runtime.txt',
]);

const LOCK_FILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'packages.lock.json',
  'pnpm-lock.yaml',
  'project.assets.json',
]);

/** Whether a file counts at all. */
export function counts(path: string): boolean {
  return !folderNames(path).some(folder => PASSED_OVER.has(folder));
}

/** Whether what is in a file matters; of others it matters only that they are there. */
export function wantsText(path: string): boolean {
  const name = fileName(path);
  if (LOCK_FILES.has(name)) return false;
  return (
    READ_EXTENSIONS.has(extension(path)) ||
    READ_NAMES.has(name) ||
    isDockerfile(path) ||
    /^requirements.*\.txt$/.test(name) ||
    isLoadTestScript(path)
  );
}

/** Load tests say in their code when they fail. */
function isLoadTestScript(path: string): boolean {
  return (
    ['js', 'ts', 'mjs'].includes(extension(path)) &&
    /(^|[-_./])(load|perf|performance|k6|stress|soak)([-_./]|tests?)/.test(
      path.toLocaleLowerCase('en-US'),
    )
  );
}
