import { Findings } from './Findings';
import { KubernetesObject } from './kubernetes';
import { runs } from './pipelines/commands';
import { Pipeline, Step } from './pipelines/Pipeline';
import { SourceFile, extension, fileName, folderNames } from './SourceFile';

/** See the fact `testKinds`. */
type TestKind =
  | 'unit'
  | 'integration'
  | 'end-to-end'
  | 'smoke'
  | 'load'
  | 'chaos'
  | 'infrastructure'
  | 'security'
  | 'accessibility';

const CODE = new Set([
  'js',
  'jsx',
  'mjs',
  'cjs',
  'ts',
  'tsx',
  'mts',
  'py',
  'go',
  'cs',
  'fs',
  'vb',
  'java',
  'kt',
  'kts',
  'scala',
  'rb',
  'php',
  'rs',
  'swift',
  'ps1',
  'sh',
  'bats',
  'feature',
  'robot',
  'jmx',
  'hcl',
  'yml',
  'yaml',
  'json',
]);

const TEST_FOLDER =
  /^(tests?|__tests__|specs?|e2e|k6|.*[-_.]tests?|loadtests?|smoketests?)$/;

/** Words for kinds that leave no doubt wherever they are. */
const CLEAR_WORDS: [RegExp, TestKind][] = [
  [/(^|[-_.])(e2e|end-?to-?end|playwright|cypress)([-_.]|$)/, 'end-to-end'],
  [/(^|[-_.])(k6|jmeter|locust|gatling|load-?tests?)([-_.]|$)/, 'load'],
  [/(^|[-_.])(a11y)([-_.]|$)/, 'accessibility'],
  [/(^|[-_.])(terratest|pester)([-_.]|$)/, 'infrastructure'],
  [/(^|[-_.])smoke(tests?)?([-_.]|$)/, 'smoke'],
];

/**
 * Words for kinds that also name parts of a product: they count for a folder of
 * tests (`load-tests`), or for one right in it (`tests/load`).
 */
const FOLDER_WORDS: [RegExp, TestKind][] = [
  [/(^|[-_.])integration/, 'integration'],
  [/(^|[-_.])(load|perf|performance|stress|soak)/, 'load'],
  [/(^|[-_.])(chaos|fault-?injection|resilience)/, 'chaos'],
  [/(^|[-_.])accessibility/, 'accessibility'],
  [/(^|[-_.])(security|zap|dast)/, 'security'],
  [
    /(^|[-_.])(infra|infrastructure|terraform|bicep)([-_.]|$)/,
    'infrastructure',
  ],
];

const TEST_COMMANDS = [
  'npm test',
  'npm run test',
  'npm t',
  'yarn test',
  'yarn run test',
  'pnpm test',
  'pnpm run test',
  'bun test',
  'jest',
  'vitest',
  'mocha',
  'pytest',
  'tox',
  'nox',
  'python -m unittest',
  'dotnet test',
  'go test',
  'gotestsum',
  'mvn test',
  'mvn verify',
  'mvnw test',
  'mvnw verify',
  'gradle test',
  'gradle check',
  'gradle build',
  'gradlew test',
  'gradlew check',
  'gradlew build',
  'cargo test',
  'ctest',
  'phpunit',
  'rspec',
  'rake test',
  'make test',
  'invoke-pester',
  'terraform test',
  'tofu test',
  'playwright test',
  'cypress run',
  'newman run',
  'k6 run',
  'k6 cloud',
  'locust',
  'artillery run',
  'jmeter',
  'az load test-run create',
  'bats',
];

const TEST_USES = [
  'vstest',
  'azureloadtest',
  'azure/load-testing',
  'cypress-io/github-action',
  'grafana/k6-action',
  'grafana/run-k6-action',
  'publishtestresults',
];

const LOAD_COMMANDS = [
  'k6 run',
  'k6 cloud',
  'locust',
  'artillery run',
  'jmeter',
  'gatling',
  'az load test-run create',
  'wrk',
  'hey',
  'vegeta attack',
];

/** Automated tests, what they are for, and whether pipelines run them. */
export function findTests(
  files: SourceFile[],
  pipelines: Pipeline[],
  objects: KubernetesObject[],
  libraries: Set<string>,
  findings: Findings,
): void {
  for (const file of files) findTestFile(file, findings);
  for (const pipeline of pipelines) {
    const steps = pipeline.jobs.flatMap(job => job.steps);
    if (steps.some(isTestStep)) findings.add('testsInPipelines', pipeline.path);
    for (const step of steps) findKindsIn(step, findings);
  }
  if (objects.some(isChaosObject)) findings.add('testKinds', 'chaos');
  if (
    [
      'jest-axe',
      '@axe-core/playwright',
      'cypress-axe',
      'axe-core',
      'pa11y',
      'pa11y-ci',
      '@axe-core/react',
      'axe-playwright-python',
      'deque.axecore.playwright',
    ].some(name => libraries.has(name))
  ) {
    findings.add('testKinds', 'accessibility');
  }
}

function findTestFile({ path, text }: SourceFile, findings: Findings) {
  if (!CODE.has(extension(path))) return;
  const folders = folderNames(path);
  const name = fileName(path).toLocaleLowerCase('en-US');
  const kind = kindOf(folders, name);
  if (!isTestFile(path, name, folders, kind)) return;
  findings.add('tests', testFolder(path));
  findings.add('testKinds', kind ?? 'unit');
  if (kind === 'load' && hasThreshold(name, text)) {
    findings.add('performanceBaselines', path);
  }
}

function kindOf(folders: string[], name: string): TestKind | undefined {
  if (name.endsWith('.tftest.hcl') || name.endsWith('.tests.ps1')) {
    return 'infrastructure';
  }
  if (name.endsWith('.jmx') || name.startsWith('locustfile.')) return 'load';
  if (/it\.(java|kt)$/.test(name) && folders.includes('test')) {
    return 'integration';
  }
  // `orders.integration.test.ts`, `OrdersIntegrationTests.cs`
  if (/integration[-_.]?tests?\./.test(name)) return 'integration';
  // The innermost word says most: tests/integration/smoke.spec.ts is a smoke test.
  for (let index = folders.length; index >= 0; index--) {
    const word = folders[index] ?? name;
    for (const [pattern, kind] of CLEAR_WORDS) {
      if (pattern.test(word)) return kind;
    }
    const ofTests =
      index < folders.length &&
      (TEST_FOLDER.test(word) ||
        word.endsWith('tests') ||
        TEST_FOLDER.test(folders[index - 1] ?? ''));
    if (!ofTests) continue;
    for (const [pattern, kind] of FOLDER_WORDS) {
      if (pattern.test(word)) return kind;
    }
  }
  return undefined;
}

function isTestFile(
  path: string,
  name: string,
  folders: string[],
  kind: TestKind | undefined,
): boolean {
  if (name.endsWith('.tftest.hcl')) return true;
  const code = !['hcl', 'yml', 'yaml', 'json', 'sh', 'ps1'].includes(
    extension(path),
  );
  if (
    /\.(test|spec|e2e|cy)\.[a-z]+$/.test(name) ||
    /^test_.*\.py$/.test(name) ||
    /_test\.(py|go|rb)$/.test(name) ||
    /tests?\.(cs|fs|vb|java|kt|scala|php)$/.test(name) ||
    /_spec\.rb$/.test(name) ||
    /\.tests\.ps1$/.test(name) ||
    /\.(feature|robot|jmx|bats)$/.test(name) ||
    /^locustfile\.py$/.test(name) ||
    (/it\.(java|kt)$/.test(name) && folders.includes('test'))
  ) {
    return true;
  }
  // Load tests, smoke tests and the like have no names of their own: where they are says it.
  const inTests = folders.some(folder => TEST_FOLDER.test(folder));
  return (
    inTests &&
    kind !== undefined &&
    ['load', 'smoke', 'end-to-end', 'chaos', 'security'].includes(kind) &&
    (code || /\.(sh|ps1|ya?ml)$/.test(name))
  );
}

/** The folder that is called after tests, or the one that the file is in. */
function testFolder(path: string): string {
  const parts = path.split('/').slice(0, -1);
  const index = parts.findIndex(part =>
    TEST_FOLDER.test(part.toLocaleLowerCase('en-US')),
  );
  if (index >= 0) return `${parts.slice(0, index + 1).join('/')}/`;
  const source = parts.indexOf('src');
  const end = source >= 0 ? source + 1 : parts.length;
  return end === 0 ? path : `${parts.slice(0, end).join('/')}/`;
}

/** Whether a load test fails when it is too slow. */
function hasThreshold(name: string, text = ''): boolean {
  return (
    /baseline/.test(name) ||
    /\bthresholds\b\s{0,5}[:=]/.test(text) ||
    text.includes('failureCriteria') ||
    /\bensure\b\s{0,5}:/.test(text)
  );
}

function isTestStep(step: Step): boolean {
  return (
    runs(step.commands, TEST_COMMANDS) ||
    TEST_USES.includes(step.uses) ||
    (step.uses === 'dotnetcorecli' && step.inputs.command === 'test') ||
    (step.uses === 'npm' && /\btest\b/.test(step.inputs.customcommand ?? '')) ||
    (step.uses.startsWith('terraform') && step.inputs.command === 'test') ||
    (step.uses === 'maven' &&
      !/skiptests/i.test(step.inputs.options ?? '') &&
      /test|verify|package|install/.test(step.inputs.goals ?? 'package')) ||
    (step.uses === 'gradle' &&
      /test|check|build/.test(step.inputs.tasks ?? 'build'))
  );
}

function findKindsIn(step: Step, findings: Findings) {
  if (
    runs(step.commands, LOAD_COMMANDS) ||
    [
      'azureloadtest',
      'azure/load-testing',
      'grafana/k6-action',
      'grafana/run-k6-action',
    ].includes(step.uses)
  ) {
    findings.add('testKinds', 'load');
  }
  if (
    runs(step.commands, ['playwright test', 'cypress run']) ||
    step.uses === 'cypress-io/github-action'
  ) {
    findings.add('testKinds', 'end-to-end');
  }
  if (
    runs(step.commands, [
      'zap-baseline.py',
      'zap-full-scan.py',
      'zap-api-scan.py',
      'nuclei',
    ]) ||
    step.uses.startsWith('zaproxy/')
  ) {
    findings.add('testKinds', 'security');
  }
  if (runs(step.commands, ['pa11y', 'pa11y-ci', 'axe', 'lhci autorun'])) {
    findings.add('testKinds', 'accessibility');
  }
  if (runs(step.commands, ['terraform test', 'tofu test', 'invoke-pester'])) {
    findings.add('testKinds', 'infrastructure');
  }
  if (
    /\bsmoke\b/.test(step.name) &&
    (step.commands.length > 0 || step.uses !== '')
  ) {
    findings.add('testKinds', 'smoke');
  }
}

/** Whether an object describes a fault to inject. */
export function isChaosObject({ group }: KubernetesObject): boolean {
  return group === 'chaos-mesh.org' || group === 'litmuschaos.io';
}
