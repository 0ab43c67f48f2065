import fc from 'fast-check';
import { repositoryFactSchema } from '@plumbline/plugin-maturity-common';
import { FINDINGS_PER_FACT, FileFactName } from './Findings';
import { extractFindings } from './extractFindings';
import { SourceFile } from './SourceFile';

// So that a slow machine fails no test, and a hang does.
jest.setTimeout(120_000);

function paths(...names: string[]): SourceFile[] {
  return names.map(path => ({ path }));
}

describe('documents', () => {
  const cases: [FileFactName, string[], string[]][] = [
    [
      'documentation',
      ['README.md', 'docs/a.md', 'docs/b/c.md', 'src/a.ts', 'mkdocs.yml'],
      ['README.md', 'docs/', 'mkdocs.yml'],
    ],
    [
      'decisionRecords',
      [
        'docs/adr/0001-x.md',
        'docs/adr/README.md',
        'docs/adr/template.md',
        'docs/x.md',
      ],
      ['docs/adr/0001-x.md'],
    ],
    [
      'runbooks',
      ['docs/runbooks/a.md', 'ops/playbook-b.adoc', 'runbooks/run.ps1'],
      ['docs/runbooks/a.md', 'ops/playbook-b.adoc'],
    ],
    [
      'recoveryPlans',
      [
        'docs/Disaster Recovery.md',
        'docs/failover.md',
        'docs/recover-password.md',
      ],
      ['docs/Disaster Recovery.md', 'docs/failover.md'],
    ],
    [
      'threatModels',
      ['docs/threat-model.md', 'security/app.tm7'],
      ['docs/threat-model.md', 'security/app.tm7'],
    ],
    [
      'postIncidentReviews',
      ['docs/postmortems/2026-01.md', 'docs/postmortems/template.md'],
      ['docs/postmortems/2026-01.md'],
    ],
    [
      'contributionGuides',
      [
        'CONTRIBUTING.md',
        '.github/PULL_REQUEST_TEMPLATE.md',
        '.gitlab/merge_request_templates/a.md',
      ],
      [
        '.github/PULL_REQUEST_TEMPLATE.md',
        '.gitlab/merge_request_templates/a.md',
        'CONTRIBUTING.md',
      ],
    ],
    [
      'developerEnvironments',
      ['.devcontainer/devcontainer.json', 'Vagrantfile'],
      ['.devcontainer/devcontainer.json', 'Vagrantfile'],
    ],
    [
      'dependencyUpdates',
      ['.github/dependabot.yml', 'renovate.json'],
      ['.github/dependabot.yml', 'renovate.json'],
    ],
    [
      'automationScripts',
      ['scripts/clean.sh', 'src/x.py', 'scripts/tests/a.py'],
      ['scripts/clean.sh'],
    ],
  ];
  it.each(cases)('%s', async (fact, files, expected) => {
    expect((await extractFindings(paths(...files)))[fact]).toEqual(expected);
  });

  it('counts code owners only when somebody is named', async () => {
    const of = async (text: string) =>
      (await extractFindings([{ path: '.github/CODEOWNERS', text }]))
        .codeOwners;
    expect(await of('# @nobody\n*\n')).toBeUndefined();
    expect(await of('* @team')).toEqual(['.github/CODEOWNERS']);
    expect(await of('* team@example.com # us')).toHaveLength(1);
  });
});

describe('tests', () => {
  it.each([
    ['src/a.test.ts', 'src/', 'unit'],
    ['src/deep/a.spec.js', 'src/', 'unit'],
    ['pkg/limits_test.go', 'pkg/', 'unit'],
    ['tests/test_a.py', 'tests/', 'unit'],
    ['src/security/Token.test.ts', 'src/', 'unit'],
    ['src/test/java/com/x/security/TokenTest.java', 'src/test/', 'unit'],
    ['src/load-balancer.test.ts', 'src/', 'unit'],
    ['src/Claims.Tests/A.cs', undefined, undefined],
    ['src/Claims.Tests/ATests.cs', 'src/Claims.Tests/', 'unit'],
    [
      'Claims.IntegrationTests/ATests.cs',
      'Claims.IntegrationTests/',
      'integration',
    ],
    ['src/test/java/OrdersIT.java', 'src/test/', 'integration'],
    ['tests/integration/test_a.py', 'tests/', 'integration'],
    ['web/e2e/login.spec.ts', 'web/e2e/', 'end-to-end'],
    ['cypress/e2e/a.cy.js', 'cypress/e2e/', 'end-to-end'],
    ['tests/smoke/run.sh', 'tests/', 'smoke'],
    ['tests/load/a.js', 'tests/', 'load'],
    ['k6/script.js', 'k6/', 'load'],
    ['perf/plan.jmx', 'perf/', 'load'],
    ['tests/chaos/kill.py', 'tests/', 'chaos'],
    ['infra/main.tftest.hcl', 'infra/', 'infrastructure'],
    ['modules/x.Tests.ps1', 'modules/', 'infrastructure'],
    ['tests/security/zap.yaml', 'tests/', 'security'],
    ['src/latest.ts', undefined, undefined],
    ['src/contest/a.ts', undefined, undefined],
  ])('%s', async (path, folder, kind) => {
    const findings = await extractFindings(paths(path));
    expect(findings.tests).toEqual(folder && [folder]);
    expect(findings.testKinds).toEqual(kind && [kind]);
  });

  it('finds thresholds of load tests', async () => {
    const findings = await extractFindings([
      {
        path: 'tests/load/a.js',
        text: 'export const options = { thresholds: {} }',
      },
      { path: 'tests/load/b.js', text: 'export const options = {}' },
      {
        path: 'loadtest.yaml',
        text: 'testPlan: x.jmx\nfailureCriteria: [p95(response_time_ms) > 300]',
      },
    ]);
    expect(findings.performanceBaselines).toEqual([
      'loadtest.yaml',
      'tests/load/a.js',
    ]);
  });
});

describe('dependencies', () => {
  const manifests: [string, string][] = [
    [
      'package.json',
      '{"dependencies":{"opossum":"1","@opentelemetry/api":"1","@openfeature/server-sdk":"1"}}',
    ],
    [
      'pyproject.toml',
      '[project]\ndependencies = ["tenacity>=9", "opentelemetry-api", "openfeature-sdk"]',
    ],
    [
      'requirements.txt',
      'tenacity>=9\nopentelemetry-api==1.0 # why\nopenfeature-sdk',
    ],
    [
      'app/App.csproj',
      '<Project><PackageReference Include="Polly" /><PackageReference Include="Microsoft.ApplicationInsights.AspNetCore"/><PackageReference Include="Microsoft.FeatureManagement"/></Project>',
    ],
    [
      'pom.xml',
      '<artifactId>resilience4j-spring-boot3</artifactId><artifactId>opentelemetry-api</artifactId><artifactId>togglz-core</artifactId>',
    ],
    [
      'build.gradle',
      'implementation "io.github.resilience4j:resilience4j-retry:2.0"\nimplementation "io.opentelemetry:opentelemetry-api:1"\nimplementation "org.togglz:togglz-core:4"',
    ],
    [
      'go.mod',
      'require (\n\tgithub.com/sony/gobreaker v1.0.0\n\tgo.opentelemetry.io/otel v1\n\tgithub.com/open-feature/go-sdk v1\n)',
    ],
  ];
  it.each(manifests)('finds libraries in %s', async (path, text) => {
    const findings = await extractFindings([{ path, text }]);
    expect(findings.resilienceLibraries).toHaveLength(1);
    expect(findings.telemetryLibraries).toHaveLength(1);
    expect(findings.featureFlags).toHaveLength(1);
  });

  it('leaves out comments of XML', async () => {
    const text =
      '<Project><!-- <PackageReference Include="Polly" /> --></Project>';
    expect(await extractFindings([{ path: 'a.csproj', text }])).toEqual({});
  });

  it.each([
    ['beside', 'web/package-lock.json', true],
    ['above', 'yarn.lock', true],
    ['elsewhere', 'api/yarn.lock', false],
  ])('a lock file %s', async (_, lock, locked) => {
    const findings = await extractFindings([
      { path: 'web/package.json', text: '{"dependencies":{"a":"1"}}' },
      { path: lock },
    ]);
    expect(findings.manifestsWithoutLock).toEqual(
      locked ? undefined : ['web/package.json'],
    );
  });

  it('needs no lock where versions are exact, or nothing is needed', async () => {
    const findings = await extractFindings([
      { path: 'a/requirements.txt', text: 'flask==3.0.0\n' },
      { path: 'b/package.json', text: '{"name":"b"}' },
      { path: 'c/requirements.txt', text: 'flask>=3\n' },
    ]);
    expect(findings.manifestsWithoutLock).toEqual(['c/requirements.txt']);
  });

  const runtimes: [string, string, string[] | undefined][] = [
    ['package.json', '{"engines":{"node":"20.x"}}', ['node 20']],
    ['package.json', '{"engines":{"node":"^18 || ^20"}}', ['node 20']],
    ['package.json', '{"engines":{"node":">=18 <21"}}', ['node 20']],
    ['package.json', '{"engines":{"node":">=18"}}', undefined],
    ['.nvmrc', 'lts/iron\n', ['node 20']],
    [
      '.tool-versions',
      'python 3.9.1\nnodejs 22.1.0',
      ['node 22', 'python 3.9'],
    ],
    ['global.json', '{"sdk":{"version":"8.0.404"}}', ['.net 8']],
    [
      'a.csproj',
      '<TargetFrameworks>net6.0;net8.0-windows</TargetFrameworks>',
      ['.net 8'],
    ],
    [
      'a.csproj',
      '<TargetFramework>netcoreapp3.1</TargetFramework>',
      ['.net 3.1'],
    ],
    [
      'a.csproj',
      '<TargetFramework>net461</TargetFramework>',
      ['.net framework 4.6.1'],
    ],
    [
      'pom.xml',
      '<maven.compiler.release>17</maven.compiler.release>',
      ['java 17'],
    ],
    ['pom.xml', '<java.version>1.8</java.version>', ['java 8']],
    [
      'build.gradle',
      'languageVersion = JavaLanguageVersion.of(21)',
      ['java 21'],
    ],
    ['go.mod', 'go 1.20\n\ntoolchain go1.24.3\n', ['go 1.24']],
    ['go.mod', 'go 1.20\n', undefined],
    ['Dockerfile', 'FROM python:3.9-slim', ['python 3.9']],
    [
      'Dockerfile',
      'ARG V=16\nFROM node:${V}-alpine AS build\nFROM build',
      ['node 16'],
    ],
    ['Dockerfile', 'FROM mcr.microsoft.com/dotnet/aspnet:6.0', ['.net 6']],
    ['Dockerfile', 'FROM debian:bullseye-slim', ['debian 11']],
    ['Dockerfile', 'FROM maven:3.9-eclipse-temurin-17', ['java 17']],
    [
      'main.tf',
      'resource "azurerm_kubernetes_cluster" "a" { kubernetes_version = "1.29.4" }',
      ['kubernetes 1.29'],
    ],
    [
      'main.tf',
      'resource "azurerm_postgresql_flexible_server" "a" { version = "13" }',
      ['postgresql 13'],
    ],
    [
      'main.tf',
      'resource "azurerm_mysql_flexible_server" "a" { version = "8.0.21" }',
      ['mysql 8.0'],
    ],
    [
      'main.tf',
      'resource "azurerm_windows_virtual_machine" "a" {\n source_image_reference {\n offer = "WindowsServer"\n sku = "2012-R2-Datacenter"\n }\n}',
      ['windows server 2012 r2'],
    ],
    [
      'main.tf',
      'resource "azurerm_windows_virtual_machine" "a" {\n source_image_reference {\n offer = "sql2016sp2-ws2016"\n sku = "standard"\n }\n}',
      ['sql server 2016', 'windows server 2016'],
    ],
    [
      'main.tf',
      'resource "azurerm_linux_virtual_machine" "a" {\n source_image_reference {\n offer = "0001-com-ubuntu-server-focal"\n sku = "20_04-lts-gen2"\n }\n}',
      ['ubuntu 20.04'],
    ],
    [
      'main.tf',
      'resource "azurerm_linux_virtual_machine" "a" {\n source_image_reference {\n offer = "UbuntuServer"\n sku = "18.04-LTS"\n }\n}',
      ['ubuntu 18.04'],
    ],
    [
      'main.tf',
      'resource "azurerm_linux_web_app" "a" {\n site_config {\n application_stack {\n node_version = "18-lts"\n }\n }\n}',
      ['node 18'],
    ],
    [
      'main.bicep',
      "resource a 'Microsoft.Web/sites@2024-11-01' = {\n properties: {\n siteConfig: {\n linuxFxVersion: 'PYTHON|3.9'\n }\n }\n}",
      ['python 3.9'],
    ],
    [
      'main.tf',
      'terraform {\n required_providers {\n azurerm = {\n version = "~> 3.116"\n }\n }\n}',
      ['azurerm provider 3'],
    ],
    [
      '.github/workflows/a.yml',
      "on: push\njobs: { a: { runs-on: ubuntu-20.04, steps: [{ uses: actions/setup-python@v5, with: { python-version: '3.8' } }] } }",
      ['python 3.8', 'ubuntu 20.04'],
    ],
    [
      'azure-pipelines.yml',
      'pool: { vmImage: windows-2019 }\nsteps: [{ task: NodeTool@0, inputs: { versionSpec: 16.x } }]',
      ['node 16', 'windows server 2019'],
    ],
    ['.gitlab-ci.yml', 'image: golang:1.22\na: { script: [x] }', ['go 1.22']],
  ];
  it.each(runtimes)('%s %j', async (path, text, expected) => {
    expect((await extractFindings([{ path, text }])).runtimes).toEqual(
      expected,
    );
  });

  it('finds images without a version', async () => {
    const findings = await extractFindings([
      {
        path: 'Dockerfile',
        text: 'FROM node\nFROM node:latest AS a\nFROM a\nFROM scratch\nFROM localhost:5000/x\nFROM x@sha256:00\nFROM node:22\nFROM $BASE',
      },
      {
        path: 'k8s/a.yaml',
        text: 'apiVersion: apps/v1\nkind: Deployment\nspec: { template: { spec: { containers: [{ image: nginx }] } } }',
      },
    ]);
    expect(findings.unpinnedImages).toEqual([
      'Dockerfile: localhost:5000/x',
      'Dockerfile: node',
      'Dockerfile: node:latest',
      'k8s/a.yaml: nginx',
    ]);
  });
});

describe('Kubernetes', () => {
  const kinds: [FileFactName, string][] = [
    ['autoscale', 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler'],
    ['autoscale', 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject'],
    ['networkRules', 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy'],
    [
      'vaultReferences',
      'apiVersion: external-secrets.io/v1\nkind: ExternalSecret',
    ],
    [
      'configurationAsCode',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application',
    ],
    [
      'configurationAsCode',
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease',
    ],
    ['progressiveRollouts', 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout'],
    ['rollbacks', 'apiVersion: flagger.app/v1beta1\nkind: Canary'],
    ['faultInjection', 'apiVersion: chaos-mesh.org/v1alpha1\nkind: PodChaos'],
    [
      'keyRotationPolicies',
      'apiVersion: cert-manager.io/v1\nkind: Certificate',
    ],
    [
      'alertRules',
      'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule',
    ],
    ['automationScripts', 'apiVersion: batch/v1\nkind: CronJob'],
    [
      'healthProbes',
      'apiVersion: apps/v1\nkind: Deployment\nspec: { template: { spec: { containers: [{ livenessProbe: {} }] } } }',
    ],
    ['kubernetesManifests', 'apiVersion: v1\nkind: Service'],
  ];
  it.each(kinds)('%s: %j', async (fact, text) => {
    expect(
      (await extractFindings([{ path: 'k8s/a.yaml', text }]))[fact],
    ).toHaveLength(1);
  });

  it.each([
    ['backstage.io/v1alpha1', 'Component'],
    ['openslo/v1', 'SLO'],
    ['skaffold/v4', 'Config'],
  ])('does not count %s %s', async (apiVersion, kind) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n`;
    expect(await extractFindings([{ path: 'a.yaml', text }])).toEqual({});
  });

  it('reads templates of Helm charts', async () => {
    const text = `{{- if .Values.on }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "x" . }}
spec:
  template:
    spec:
      containers:
        - image: "{{ .Values.image }}:{{ .Values.tag }}"
          readinessProbe:
            {{- toYaml .Values.probe | nindent 12 }}
{{- end }}`;
    const findings = await extractFindings([
      { path: 'chart/templates/a.yaml', text },
    ]);
    expect(findings).toEqual({
      healthProbes: ['chart/templates/a.yaml: Deployment'],
      kubernetesManifests: ['chart/templates/'],
    });
  });
});

describe('tools', () => {
  it.each<[FileFactName, string]>([
    ['secretScanning', '.gitleaks.toml'],
    ['staticAnalysis', 'sonar-project.properties'],
    ['dependencyScanning', '.trivyignore'],
    ['infrastructureScanning', '.tflint.hcl'],
    ['dashboards', 'monitoring/main.workbook'],
  ])('%s: %s', async (fact, path) => {
    expect((await extractFindings(paths(path)))[fact]).toEqual([path]);
  });

  it('reads hooks', async () => {
    const text =
      'repos: [{ repo: https://github.com/gitleaks/gitleaks, hooks: [{ id: gitleaks }] }, { repo: x, hooks: [{ id: terraform_checkov }] }]';
    expect(
      await extractFindings([{ path: '.pre-commit-config.yaml', text }]),
    ).toEqual({
      secretScanning: ['.pre-commit-config.yaml: gitleaks'],
      infrastructureScanning: ['.pre-commit-config.yaml: checkov'],
    });
  });
});

describe('hostile files', () => {
  const NAMES = [
    'main.tf',
    'a.tfvars',
    'main.bicep',
    'p.bicepparam',
    'azuredeploy.json',
    'package.json',
    'pyproject.toml',
    'requirements.txt',
    'Cargo.toml',
    'a.csproj',
    'pom.xml',
    'build.gradle',
    'go.mod',
    'Dockerfile',
    '.github/workflows/a.yml',
    '.gitlab-ci.yml',
    'azure-pipelines.yml',
    'k8s/a.yaml',
    'chart/templates/a.yaml',
    '.pre-commit-config.yaml',
    'CODEOWNERS',
    'scripts/a.sh',
    'tests/load/a.js',
    'function.json',
  ];

  const words = fc.constantFrom(
    'resource "a" "b" {',
    'module x ',
    "'Microsoft.Web/sites@1' = {",
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    "'",
    "'''",
    '${',
    '<<EOT',
    '/*',
    '//',
    '#',
    '\n',
    '  ',
    ': ',
    '- ',
    '&a ',
    '*a',
    '<<: *a',
    '!!js/function',
    '{{',
    '}}',
    'jobs:',
    'steps:',
    'stages:',
    'environment: prod',
    '__proto__',
    'constructor',
    'toString: 1',
    'on:',
    'extends: .a',
    '.a:',
    'script:',
    'apiVersion: v1',
    'kind: Deployment',
    'spec:',
    '{"a":',
    'null',
    '0',
    '\u0000',
    '\ud800',
    'FROM',
    'ARG X=$X',
    '<PackageReference Include="',
    '<!--',
    '-->',
    '[project]',
    'dependencies = [',
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc.array(words, { maxLength: 60 }).map(parts => parts.join('')),
    fc.array(words, { maxLength: 40 }).map(parts => parts.join('\n')),
    fc.json({ maxDepth: 6 }),
  );

  it('never throws, and gives lists of texts by known names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            path: fc.oneof(
              fc.constantFrom(...NAMES),
              fc.string({ minLength: 1, maxLength: 30 }),
            ),
            text: texts,
          }),
          { maxLength: 6 },
        ),
        async files => {
          const findings = await extractFindings(files);
          for (const [fact, list] of Object.entries(findings)) {
            expect(Object.keys(repositoryFactSchema.facts)).toContain(fact);
            expect(list.length).toBeGreaterThan(0);
            expect(list.length).toBeLessThanOrEqual(FINDINGS_PER_FACT);
            expect(list.every(item => typeof item === 'string')).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 12 },
      (_, index) =>
        `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`,
    ),
  ].join('\n');

  it.each([
    ['aliases that multiply', bomb],
    ['brackets', '['.repeat(200_000)],
    ['braces', '{'.repeat(200_000)],
    ['objects', '{"a":'.repeat(40_000)],
    ['dashes', '- '.repeat(100_000)],
    [
      'indentation',
      Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
    ['one long line', 'a'.repeat(250_000)],
    ['one long text', `a: "${'b '.repeat(120_000)}`],
    [
      'many keys',
      Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n'),
    ],
    ['questions', '? '.repeat(100_000)],
    ['spaces', ' '.repeat(250_000)],
    ['openings of comments', '<!--'.repeat(60_000)],
    ['openings of references', '<PackageReference '.repeat(14_000)],
    ['quotes', '"'.repeat(250_000)],
    ['interpolations', '"${'.repeat(80_000)],
    ['templates', '{{'.repeat(120_000)],
    ['backslashes', '\\\n'.repeat(120_000)],
  ])('is done with %s', async (_, long) => {
    // Both as long as a file can be, and as long as YAML is parsed.
    for (const text of [long, long.slice(0, 99_999)])
      for (const path of NAMES) {
        expect(typeof (await extractFindings([{ path, text }]))).toBe('object');
      }
  });

  it('keeps lists and their items short', async () => {
    const findings = await extractFindings(
      Array.from({ length: 200 }, (_, index) => ({
        path: `docs/runbooks/${index}${'x'.repeat(400)}.md`,
      })),
    );
    expect(findings.runbooks).toHaveLength(FINDINGS_PER_FACT);
    for (const finding of findings.runbooks!) {
      expect(finding.length).toBeLessThanOrEqual(200);
    }
  });
});
