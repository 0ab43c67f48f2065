import { FileFactName, Findings } from './Findings';
import { runs } from './pipelines/commands';
import { Pipeline } from './pipelines/Pipeline';
import { SourceFile, fileName } from './SourceFile';
import { listOf, objectOf, textOf } from './syntax/plain';
import { parseYaml } from './syntax/structured';

/** How the use of tools shows. */
interface ToolSigns {
  /** Programs with words that follow, see `isCommand`. */
  commands: string[];
  /** Actions of GitHub and tasks of Azure DevOps, in lower case; a `*` at the end stands for anything. */
  uses: string[];
  /** Parts of the names of templates that a GitLab pipeline includes. */
  includes: string[];
  /** Configuration files by name, in lower case; a `*` at the end stands for anything. */
  files: string[];
  /** Words in the addresses and ids of pre-commit hooks. */
  hooks: string[];
}

const TOOLS: Partial<Record<FileFactName, ToolSigns>> = {
  secretScanning: {
    commands: [
      'gitleaks',
      'trufflehog',
      'detect-secrets',
      'detect-secrets-hook',
      'ggshield',
      'secretlint',
      'git secrets',
      'noseyparker',
      'talisman',
    ],
    uses: [
      'gitleaks/gitleaks-action',
      'trufflesecurity/trufflehog',
      'gitguardian/ggshield*',
      'credscan*',
      'credscan',
      'gitleaks',
    ],
    includes: ['secret-detection'],
    files: [
      '.gitleaks.toml',
      '.secrets.baseline',
      '.gitguardian.y*',
      '.secretlintrc*',
      '.talismanrc',
    ],
    hooks: ['gitleaks', 'trufflehog', 'detect-secrets', 'ggshield', 'talisman'],
  },
  staticAnalysis: {
    commands: [
      'semgrep',
      'codeql',
      'sonar-scanner',
      'dotnet sonarscanner',
      'mvn sonar:sonar',
      'eslint',
      'npm run lint',
      'yarn lint',
      'yarn run lint',
      'pnpm lint',
      'pnpm run lint',
      'ruff',
      'pylint',
      'flake8',
      'mypy',
      'bandit',
      'golangci-lint',
      'go vet',
      'gosec',
      'staticcheck',
      'cargo clippy',
      'checkstyle',
      'spotbugs',
      'snyk code',
      'phpstan',
      'rubocop',
      'invoke-scriptanalyzer',
      'dotnet format',
    ],
    uses: [
      'github/codeql-action*',
      'sonarsource/*',
      'sonarqubeprepare',
      'sonarqubeanalyze',
      'sonarcloudprepare',
      'sonarcloudanalyze',
      'advancedsecurity-codeql*',
      'golangci/golangci-lint-action',
      'returntocorp/semgrep-action',
      'semgrep/*',
      'microsoftsecuritydevops',
      'microsoft/security-devops-action',
    ],
    includes: ['sast', 'code-quality'],
    files: [
      'sonar-project.properties',
      '.semgrep.y*',
      '.golangci.*',
      'eslint.config.*',
      '.eslintrc*',
      '.pylintrc',
      'ruff.toml',
      '.ruff.toml',
      '.flake8',
      'mypy.ini',
      '.rubocop.yml',
      'phpstan.neon*',
      'checkstyle.xml',
    ],
    hooks: [
      'eslint',
      'ruff',
      'pylint',
      'flake8',
      'mypy',
      'bandit',
      'semgrep',
      'golangci',
    ],
  },
  dependencyScanning: {
    commands: [
      'trivy',
      'grype',
      'osv-scanner',
      'snyk test',
      'snyk container',
      'npm audit',
      'yarn npm audit',
      'yarn audit',
      'pnpm audit',
      'pip-audit',
      'safety check',
      'safety scan',
      'govulncheck',
      'cargo audit',
      'dotnet list package --vulnerable',
      'dotnet package list --vulnerable',
      'dependency-check',
      'bundle audit',
      'docker scout',
    ],
    uses: [
      'aquasecurity/trivy-action',
      'anchore/scan-action',
      'actions/dependency-review-action',
      'snyk/actions*',
      'snyksecurityscan',
      'azure/container-scan',
      'google/osv-scanner-action*',
      'dependency-check/*',
      'dependency-check-build-task',
      'advancedsecurity-dependency-scanning',
      'microsoftsecuritydevops',
      'microsoft/security-devops-action',
      'whitesource*',
      'mend*',
      'trivy',
    ],
    includes: ['dependency-scanning', 'container-scanning'],
    files: ['.trivyignore*', '.snyk', '.grype.y*', 'osv-scanner.toml'],
    hooks: ['pip-audit', 'osv-scanner', 'trivy', 'govulncheck'],
  },
  infrastructureScanning: {
    commands: [
      'tflint',
      'tfsec',
      'checkov',
      'terrascan',
      'kics',
      'trivy config',
      'conftest',
      'opa test',
      'az bicep lint',
      'bicep lint',
      'test-aztemplate',
      'assert-psrule',
      'invoke-psrule',
      'kubeconform',
      'kubeval',
      'kube-linter',
      'kubescape',
      'kube-score',
      'polaris audit',
      'helm lint',
      'ansible-lint',
      'hadolint',
      'snyk iac',
      'templateanalyzer',
    ],
    uses: [
      'terraform-linters/setup-tflint',
      'aquasecurity/tfsec*',
      'bridgecrewio/checkov-action',
      'checkmarx/kics-github-action',
      'ps-rule-assert',
      'microsoft/ps-rule',
      'hadolint/hadolint-action',
      'azure/k8s-lint',
      'microsoftsecuritydevops',
      'microsoft/security-devops-action',
    ],
    includes: ['sast-iac'],
    files: [
      '.tflint.hcl',
      '.checkov.y*',
      '.terrascan*',
      'ps-rule.y*',
      '.kube-linter.y*',
      'bicepconfig.json',
      '.hadolint.y*',
    ],
    hooks: [
      'tflint',
      'tfsec',
      'checkov',
      'terraform_trivy',
      'hadolint',
      'kics',
    ],
  },
  billsOfMaterials: {
    commands: [
      'syft',
      'cyclonedx',
      'cyclonedx-py',
      'cyclonedx-npm',
      'dotnet cyclonedx',
      'sbom-tool',
      'cosign sign',
      'cosign attest',
      'notation sign',
      'npm sbom',
      'trivy --format cyclonedx',
      'trivy --format spdx-json',
    ],
    uses: [
      'anchore/sbom-action*',
      'manifestgeneratortask',
      'actions/attest-build-provenance',
      'actions/attest-sbom',
      'actions/attest',
      'sigstore/cosign-installer',
      'notaryproject/*',
      'notation',
      'cyclonedx/*',
      'slsa-framework/*',
    ],
    includes: [],
    files: ['sbom.json', 'sbom.spdx*', 'bom.json', 'bom.xml'],
    hooks: [],
  },
  costEstimates: {
    commands: ['infracost', 'terracost', 'azure-cost-estimator'],
    uses: ['infracost/*', 'infracostsetup'],
    includes: ['infracost'],
    files: ['infracost.yml', 'infracost-usage.yml', '.infracost*'],
    hooks: ['infracost'],
  },
  dependencyUpdates: {
    commands: ['renovate'],
    uses: ['renovatebot/github-action'],
    includes: ['renovate'],
    files: [
      'dependabot.yml',
      'dependabot.yaml',
      'renovate.json',
      'renovate.json5',
      '.renovaterc',
      '.renovaterc.json',
    ],
    hooks: [],
  },
  imageCleanups: {
    commands: ['acr purge', 'az acr manifest delete'],
    uses: [
      'actions/delete-package-versions',
      'snok/container-retention-policy',
    ],
    includes: [],
    files: [],
    hooks: [],
  },
  configurationAsCode: {
    commands: ['az appconfig kv import', 'flux bootstrap', 'argocd app create'],
    uses: [
      'azure/appconfiguration-sync',
      'azureappconfigurationimport',
      'azureappconfigurationpush',
    ],
    includes: [],
    files: [],
    hooks: [],
  },
  vaultReferences: {
    commands: ['az keyvault secret show', 'get-azkeyvaultsecret'],
    uses: ['azurekeyvault', 'azure/get-keyvault-secrets'],
    includes: [],
    files: [],
    hooks: [],
  },
  faultInjection: {
    commands: ['chaos run', 'litmusctl', 'start-azchaosexperiment'],
    uses: ['chaos-mesh/chaos-mesh-action', 'litmuschaos/*'],
    includes: [],
    files: [],
    hooks: [],
  },
};

const SBOM_INPUTS = ['sbom', 'provenance'];

/** Tools that run in pipelines and hooks, or have a configuration file. */
export function findTools(
  files: SourceFile[],
  pipelines: Pipeline[],
  findings: Findings,
): void {
  for (const [fact, signs] of Object.entries(TOOLS) as [
    FileFactName,
    ToolSigns,
  ][]) {
    for (const pipeline of pipelines) {
      if (usedIn(pipeline, signs)) findings.add(fact, pipeline.path);
    }
    for (const { path } of files) {
      const name = fileName(path).toLocaleLowerCase('en-US');
      if (signs.files.some(pattern => matches(name, pattern))) {
        findings.add(fact, path);
      }
    }
  }
  for (const pipeline of pipelines) {
    const builds = pipeline.jobs.some(job =>
      job.steps.some(
        step =>
          step.uses === 'docker/build-push-action' &&
          SBOM_INPUTS.some(
            input => !['', 'false'].includes(step.inputs[input] ?? ''),
          ),
      ),
    );
    if (builds) findings.add('billsOfMaterials', pipeline.path);
  }
  findHooks(files, findings);
}

function usedIn(pipeline: Pipeline, signs: ToolSigns): boolean {
  return (
    pipeline.shared.some(shared => {
      const name = shared.toLocaleLowerCase('en-US');
      return signs.includes.some(part => name.includes(part));
    }) ||
    pipeline.jobs.some(job =>
      job.steps.some(
        step =>
          (step.uses !== '' &&
            signs.uses.some(pattern => matches(step.uses, pattern))) ||
          runs(step.commands, signs.commands),
      ),
    )
  );
}

function findHooks(files: SourceFile[], findings: Findings) {
  const config = files.find(({ path }) =>
    /^\.pre-commit-config\.ya?ml$/.test(path),
  );
  if (config?.text === undefined) return;
  const hooks = listOf(objectOf(parseYaml(config.text)[0]).repos).flatMap(
    repository => [
      textOf(objectOf(repository).repo),
      ...listOf(objectOf(repository).hooks).map(hook =>
        textOf(objectOf(hook).id),
      ),
    ],
  );
  for (const [fact, signs] of Object.entries(TOOLS) as [
    FileFactName,
    ToolSigns,
  ][]) {
    for (const word of signs.hooks) {
      if (hooks.some(hook => hook.toLocaleLowerCase('en-US').includes(word))) {
        findings.add(fact, config.path, word);
      }
    }
  }
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*')
    ? name.startsWith(pattern.slice(0, -1))
    : name === pattern;
}
