import { FileFactName, RepositoryFindings } from '../Findings';
import { extractFindings } from '../extractFindings';
import { commandsOf, isCommand } from './commands';
import { isProductionName } from './delivery';

function github(text: string): Promise<RepositoryFindings> {
  return extractFindings([{ path: '.github/workflows/ci.yml', text }]);
}

function azure(text: string): Promise<RepositoryFindings> {
  return extractFindings([{ path: 'azure-pipelines.yml', text }]);
}

function gitlab(text: string): Promise<RepositoryFindings> {
  return extractFindings([{ path: '.gitlab-ci.yml', text }]);
}

describe('GitHub Actions', () => {
  it('takes an environment of production for an approval', async () => {
    const findings = await github(`
on: { push: { branches: [main] } }
jobs:
  deploy:
    environment: { name: Production, url: https://x }
    steps:
      - uses: azure/webapps-deploy@v3
        with: { app-name: x, slot-name: next }
      - run: curl --fail https://x/health
      - run: az webapp deployment slot swap --name x --slot next
      - if: failure()
        run: az webapp deployment slot swap --name x --slot next
`);
    expect(findings).toMatchObject({
      pipelines: ['.github/workflows/ci.yml'],
      pipelineEnvironments: ['production'],
      approvals: ['.github/workflows/ci.yml: deploy'],
      progressiveRollouts: ['.github/workflows/ci.yml: deploy'],
      healthGates: ['.github/workflows/ci.yml: deploy'],
      rollbacks: ['.github/workflows/ci.yml: deploy'],
    });
    expect(findings.deploymentsWithoutApproval).toBeUndefined();
  });

  it('finds a deployment to production without either', async () => {
    const findings = await github(`
on: push
jobs:
  deploy-prod:
    steps: [{ run: kubectl apply -f k8s }]
`);
    expect(findings.deploymentsWithoutApproval).toEqual([
      '.github/workflows/ci.yml: deploy-prod',
    ]);
    expect(findings.approvals).toBeUndefined();
  });

  it.each(['build-prod', 'deploy-nonprod', 'deploy-pre-prod'])(
    'does not take %s for one',
    async id => {
      const command = id.startsWith('build')
        ? 'npm run build'
        : 'helm upgrade x';
      const findings = await github(
        `on: push\njobs:\n  ${id}:\n    steps: [{ run: ${command} }]\n`,
      );
      expect(findings.deploymentsWithoutApproval).toBeUndefined();
    },
  );

  it('waits for a person who is asked in a step', async () => {
    const findings = await github(`
on: push
jobs:
  ask: { steps: [{ uses: trstringer/manual-approval@v1 }] }
  prod: { needs: ask, steps: [{ run: terraform apply }] }
`);
    expect(findings.approvals).toEqual(['.github/workflows/ci.yml: ask']);
    expect(findings.deploymentsWithoutApproval).toBeUndefined();
  });

  it('knows environments of a matrix, of choices and of a called workflow', async () => {
    const findings = await extractFindings([
      {
        path: '.github/workflows/a.yml',
        text: `
on: { workflow_dispatch: { inputs: { target: { type: choice, options: [sandbox] } } } }
jobs:
  all:
    strategy: { matrix: { environment: [dev, uat] } }
    environment: \${{ matrix.environment }}
    steps: []
  chosen: { environment: '\${{ inputs.target }}', steps: [] }
  called:
    uses: ./.github/workflows/deploy.yml
    with: { environment: prod }
`,
      },
      {
        path: '.github/workflows/deploy.yml',
        text: `
on: { workflow_call: { inputs: { environment: { type: string } } } }
jobs:
  deploy:
    environment: \${{ inputs.environment }}
    steps: [{ run: azd deploy }]
`,
      },
    ]);
    expect(findings.pipelineEnvironments).toEqual([
      'dev',
      'prod',
      'sandbox',
      'uat',
    ]);
    expect(findings.approvals).toEqual(['.github/workflows/a.yml: called']);
    // What is called is a part of the other.
    expect(findings.pipelines).toEqual(['.github/workflows/a.yml']);
  });

  const signs: [FileFactName, string][] = [
    [
      'buildCaches',
      'on: push\njobs: { a: { steps: [{ uses: actions/cache@v4 }] } }',
    ],
    [
      'buildCaches',
      'on: push\njobs: { a: { steps: [{ uses: actions/setup-node@v5, with: { cache: npm } }] } }',
    ],
    [
      'scheduledPipelines',
      "on: { schedule: [{ cron: '0 1 * * *' }] }\njobs: { a: { steps: [] } }",
    ],
    [
      'pullRequestEnvironments',
      'on: [pull_request]\njobs: { a: { steps: [{ uses: azure/static-web-apps-deploy@v1 }] } }',
    ],
    [
      'pullRequestEnvironments',
      'on: [pull_request]\njobs: { a: { environment: preview, steps: [{ run: azd up }] } }',
    ],
    [
      'reusableModules',
      'on: push\njobs: { a: { uses: org/shared/.github/workflows/x.yml@v1 } }',
    ],
    [
      'testsInPipelines',
      'on: push\njobs: { a: { steps: [{ run: npm ci && npm test }] } }',
    ],
    [
      'secretScanning',
      'on: push\njobs: { a: { steps: [{ uses: gitleaks/gitleaks-action@v2 }] } }',
    ],
    [
      'staticAnalysis',
      'on: push\njobs: { a: { steps: [{ uses: github/codeql-action/init@v4 }] } }',
    ],
    [
      'dependencyScanning',
      'on: push\njobs: { a: { steps: [{ run: "trivy image x" }] } }',
    ],
    [
      'infrastructureScanning',
      'on: push\njobs: { a: { steps: [{ run: tflint --recursive }] } }',
    ],
    [
      'billsOfMaterials',
      'on: push\njobs: { a: { steps: [{ uses: docker/build-push-action@v6, with: { sbom: true } }] } }',
    ],
    [
      'costEstimates',
      'on: push\njobs: { a: { steps: [{ run: infracost diff }] } }',
    ],
    [
      'imageCleanups',
      'on: push\njobs: { a: { steps: [{ run: "az acr run --cmd \'acr purge --ago 30d\'" }] } }',
    ],
  ];
  it.each(signs)('%s: %j', async (fact, text) => {
    expect((await github(text))[fact]).toHaveLength(1);
  });

  it('reads the script that a step runs', async () => {
    const findings = await extractFindings([
      {
        path: '.github/workflows/ci.yml',
        text: 'on: push\njobs: { prod: { steps: [{ run: ./scripts/Deploy.sh prod }] } }',
      },
      {
        path: 'scripts/Deploy.sh',
        text: '#!/bin/sh\nhelm upgrade --wait app chart',
      },
    ]);
    expect(findings.deploymentsWithoutApproval).toHaveLength(1);
    expect(findings.healthGates).toHaveLength(1);
  });
});

describe('Azure DevOps', () => {
  it.each([
    ['canary', 'increments: [10, 50]', true],
    ['rolling', 'maxParallel: 20%', true],
    ['runOnce', '', false],
  ])('reads a %s deployment', async (strategy, option, progressive) => {
    const findings = await azure(`
stages:
  - stage: Production
    jobs:
      - deployment: web
        environment: shop-prod.cluster
        strategy:
          ${strategy}:
            ${option}
            deploy: { steps: [{ task: KubernetesManifest@1 }] }
            postRouteTraffic: { steps: [{ script: curl https://x/health }] }
            on: { failure: { steps: [{ script: helm rollback web }] } }
`);
    expect(findings.pipelineEnvironments).toEqual(['shop-prod']);
    expect(findings.approvals).toEqual(['azure-pipelines.yml: web']);
    expect(findings.progressiveRollouts !== undefined).toBe(progressive);
    expect(findings.rollbacks).toEqual(['azure-pipelines.yml: web']);
    expect(findings.healthGates).toEqual(['azure-pipelines.yml: web']);
  });

  it('knows that a person is asked', async () => {
    const findings = await azure(`
stages:
  - stage: ask
    jobs:
      - job: validate
        pool: server
        steps: [{ task: ManualValidation@1 }]
  - stage: prod
    jobs:
      - job: deploy
        steps:
          - task: AzureCLI@2
            inputs: { inlineScript: az deployment group create -f main.bicep }
`);
    expect(findings.approvals).toEqual(['azure-pipelines.yml: validate']);
    expect(findings.deploymentsWithoutApproval).toBeUndefined();
  });

  it('finds a deployment to production that nobody is asked about', async () => {
    const findings = await azure(`
steps:
  - task: AzureWebApp@1
    displayName: Copy to production
`);
    expect(findings.deploymentsWithoutApproval).toHaveLength(1);
  });

  it('follows templates, conditions, and templates of others', async () => {
    const findings = await extractFindings([
      {
        path: 'pipelines/main.yml',
        text: `
schedules: [{ cron: '0 3 * * *' }]
resources: { repositories: [{ repository: shared, name: x/y }] }
stages:
  - template: stages/build.yml@shared
  - \${{ if eq(variables.x, 'y') }}:
      - stage: release
        jobs:
          - template: jobs/deploy.yml
            parameters: { environment: prod }
`,
      },
      {
        path: 'pipelines/jobs/deploy.yml',
        text: `
parameters: [{ name: environment, type: string }]
jobs:
  - deployment: deploy
    environment: \${{ parameters.environment }}
    strategy: { runOnce: { deploy: { steps: [{ script: helm upgrade a b }] } } }
`,
      },
    ]);
    expect(findings).toMatchObject({
      pipelines: ['pipelines/main.yml'],
      scheduledPipelines: ['pipelines/main.yml'],
      reusableModules: ['pipelines/main.yml: stages/build.yml@shared'],
      pipelineEnvironments: ['prod'],
      approvals: ['pipelines/main.yml: deploy prod'],
    });
  });

  const signs: [FileFactName, string][] = [
    ['buildCaches', 'steps: [{ task: Cache@2 }]'],
    [
      'testsInPipelines',
      'steps: [{ task: DotNetCoreCLI@2, inputs: { command: test } }]',
    ],
    ['testsInPipelines', 'steps: [{ task: VSTest@3 }]'],
    ['secretScanning', 'steps: [{ task: CredScan@3 }]'],
    ['staticAnalysis', 'steps: [{ task: SonarCloudAnalyze@3 }]'],
    [
      'dependencyScanning',
      'steps: [{ task: AdvancedSecurity-Dependency-Scanning@1 }]',
    ],
    ['vaultReferences', 'steps: [{ task: AzureKeyVault@2 }]'],
    [
      'progressiveRollouts',
      "steps: [{ task: AzureAppServiceManage@0, inputs: { Action: 'Swap Slots' } }]",
    ],
    ['billsOfMaterials', 'steps: [{ task: ManifestGeneratorTask@0 }]'],
  ];
  it.each(signs)('%s: %j', async (fact, text) => {
    expect((await azure(text))[fact]).toHaveLength(1);
  });

  it.each([
    ['compose', 'services: { a: { image: b } }\njobs: [{ job: a }]'],
    ['a Kubernetes object', 'apiVersion: v1\nkind: X\nsteps: [{ script: x }]'],
    ['other lists', 'steps: [one, two]\njobs: [a]'],
  ])('does not take %s for a pipeline', async (_, text) => {
    expect((await azure(text)).pipelines).toBeUndefined();
  });
});

describe('GitLab', () => {
  it('reads environments, manual jobs and what jobs extend', async () => {
    const findings = await gitlab(`
include: [{ template: Jobs/SAST.gitlab-ci.yml }, { project: a/b, file: x.yml, ref: v1 }]
workflow: { rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }] }
.deploy:
  script: [helm upgrade --install app chart --wait --atomic]
staging: { extends: .deploy, environment: staging }
review: { extends: .deploy, environment: { name: review/$CI_COMMIT_REF_SLUG, on_stop: stop } }
stop: { script: [helm uninstall x], environment: { name: review/$CI_COMMIT_REF_SLUG, action: stop }, when: manual }
production: { extends: .deploy, environment: prod/west, rules: [{ when: manual }] }
`);
    expect(findings).toMatchObject({
      pipelineEnvironments: ['prod', 'review', 'staging'],
      approvals: ['.gitlab-ci.yml: production'],
      pullRequestEnvironments: ['.gitlab-ci.yml: review'],
      staticAnalysis: ['.gitlab-ci.yml'],
      reusableModules: [
        '.gitlab-ci.yml: Jobs/SAST.gitlab-ci.yml',
        '.gitlab-ci.yml: a/b',
      ],
    });
    expect(findings.deploymentsWithoutApproval).toBeUndefined();
  });

  it('finds a deployment to production that nobody is asked about', async () => {
    const findings = await gitlab(
      'deploy prod: { script: [terraform apply -auto-approve] }',
    );
    expect(findings.deploymentsWithoutApproval).toEqual([
      '.gitlab-ci.yml: deploy prod',
    ]);
  });

  it('goes on where a base job is missing or extends itself', async () => {
    expect(
      (
        await gitlab(
          '.a: { extends: .a }\nb: { extends: [.a, .c], script: [make test] }',
        )
      ).testsInPipelines,
    ).toEqual(['.gitlab-ci.yml']);
  });

  const signs: [FileFactName, string][] = [
    [
      'scheduledPipelines',
      'a: { script: [x], rules: [{ if: \'$CI_PIPELINE_SOURCE == "schedule"\' }] }',
    ],
    ['scheduledPipelines', 'a: { script: [x], only: [schedules] }'],
    ['buildCaches', 'a: { script: [x], cache: { paths: [y] } }'],
    [
      'secretScanning',
      'include: [{ template: Jobs/Secret-Detection.gitlab-ci.yml }]',
    ],
    ['progressiveRollouts', 'canary: { script: [helm upgrade x y] }'],
  ];
  it.each(signs)('%s: %j', async (fact, text) => {
    expect((await gitlab(text))[fact]).toHaveLength(1);
  });
});

describe('commands', () => {
  it.each([
    ['terraform -chdir=infra apply -auto-approve', 'terraform apply', true],
    ['cd infra && terraform apply', 'terraform apply', true],
    ['./node_modules/.bin/jest --ci', 'jest', true],
    [
      'az deployment group \\\n  create -f x',
      'az deployment group create',
      true,
    ],
    ['echo "terraform apply"', 'terraform apply', false],
    ['# terraform apply', 'terraform apply', false],
    ['terraform plan; apply', 'terraform apply', false],
    ['terraform plan', 'terraform apply', false],
  ])('%j is %j: %j', (script, words, expected) => {
    expect(commandsOf(script).some(command => isCommand(command, words))).toBe(
      expected,
    );
  });
});

it.each([
  ['prod', true],
  ['Production', true],
  ['deploy-prod-west', true],
  ['deployProd', true],
  ['shop_prd', true],
  ['prod2', true],
  ['non-prod', false],
  ['pre-production', false],
  ['preprod', false],
  ['product', false],
  ['uat', false],
])('%s is production: %j', (name, expected) => {
  expect(isProductionName(name)).toBe(expected);
});
