import { Findings } from '../Findings';
import { runs } from './commands';
import { Job, Pipeline, Step } from './Pipeline';

const DEPLOY_ACTIONS = new Set([
  'azure/webapps-deploy',
  'azure/functions-action',
  'azure/functions-container-action',
  'azure/arm-deploy',
  'azure/bicep-deploy',
  'azure/static-web-apps-deploy',
  'azure/container-apps-deploy-action',
  'azure/aci-deploy',
  'azure/k8s-deploy',
  'azure/spring-apps-deploy',
  // Tasks of Azure DevOps.
  'azurewebapp',
  'azurewebappcontainer',
  'azurermwebappdeployment',
  'azurefunctionapp',
  'azurefunctionappcontainer',
  'azureresourcemanagertemplatedeployment',
  'azureresourcegroupdeployment',
  'azurestaticwebapp',
  'azurecontainerapps',
  'azurespringcloud',
  'helmdeploy',
  'kubernetesmanifest',
  'sqlazuredacpacdeployment',
  'iiswebappdeploymentonmachinegroup',
]);

const DEPLOY_COMMANDS = [
  'terraform apply',
  'tofu apply',
  'terragrunt apply',
  'pulumi up',
  'azd up',
  'azd deploy',
  'azd provision',
  'az deployment create',
  'az deployment group create',
  'az deployment sub create',
  'az stack group create',
  'az stack sub create',
  'az webapp deploy',
  'az webapp up',
  'az webapp config container set',
  'az webapp deployment source',
  'az webapp deployment slot swap',
  'az functionapp deployment',
  'az containerapp up',
  'az containerapp update',
  'func azure functionapp publish',
  'new-azresourcegroupdeployment',
  'kubectl apply',
  'kubectl set image',
  'helm upgrade',
  'helm install',
  'helmfile apply',
  'argocd app sync',
  'ansible-playbook',
  'msdeploy',
];

const TRAFFIC_COMMANDS = [
  'az webapp deployment slot swap',
  'az functionapp deployment slot swap',
  'az webapp traffic-routing set',
  'az containerapp ingress traffic set',
  'az afd origin update --weight',
  'az network front-door backend-pool backend update --weight',
  'az network traffic-manager endpoint update --weight',
  'kubectl argo rollouts promote',
  'swap-azwebappslot',
];

const ROLLBACK_COMMANDS = [
  'kubectl rollout undo',
  'kubectl argo rollouts undo',
  'kubectl argo rollouts abort',
  'helm rollback',
  'helm upgrade --atomic',
  'helm upgrade --rollback-on-failure',
  'argocd app rollback',
];

const HEALTH_COMMANDS = [
  'kubectl rollout status',
  'kubectl wait',
  'kubectl argo rollouts status',
  'helm upgrade --wait',
  'helm upgrade --atomic',
  'helm test',
  'argocd app wait',
];

/** What pipelines say of the way to production. */
export function findDelivery(pipelines: Pipeline[], findings: Findings): void {
  const byPath = new Map(pipelines.map(pipeline => [pipeline.path, pipeline]));
  const templates = new Set(
    pipelines.flatMap(({ jobs }) => jobs.flatMap(({ calls }) => calls ?? [])),
  );
  for (const pipeline of pipelines) {
    // A template is a part of the pipelines that use it.
    if (!templates.has(pipeline.path)) findings.add('pipelines', pipeline.path);
    if (pipeline.scheduled) findings.add('scheduledPipelines', pipeline.path);
    if (pipeline.caches) findings.add('buildCaches', pipeline.path);
    for (const shared of pipeline.shared) {
      findings.add('reusableModules', pipeline.path, shared);
    }
    for (const job of pipeline.jobs) {
      findJob(pipeline, job, byPath, findings);
    }
    findApprovals(pipeline, byPath, findings);
  }
}

function findJob(
  pipeline: Pipeline,
  job: Job,
  byPath: Map<string, Pipeline>,
  findings: Findings,
) {
  const { path } = pipeline;
  for (const environment of job.environments) {
    // GitLab keeps environments in folders: prod/westeurope.
    const [name] = environment.toLocaleLowerCase('en-US').split('/');
    findings.add('pipelineEnvironments', name);
  }
  if (rollsOutBySteps(job)) findings.add('progressiveRollouts', path, job.name);
  if (rollsBack(job)) findings.add('rollbacks', path, job.name);
  if (checksHealth(job)) findings.add('healthGates', path, job.name);
  if (isForOneChange(pipeline, job, byPath)) {
    findings.add('pullRequestEnvironments', path, job.name);
  }
}

/**
 * Deployments to production with and without somebody's word. In Azure DevOps
 * and GitHub Actions a job of its own waits for the person, and those after it
 * wait with it; in GitLab each job waits for itself.
 */
function findApprovals(
  pipeline: Pipeline,
  byPath: Map<string, Pipeline>,
  findings: Findings,
) {
  const { path, jobs } = pipeline;
  const waitsAlone = pipeline.system === 'gitlab';
  const gated = !waitsAlone && jobs.some(job => job.waitsForPerson);
  for (const job of jobs) {
    const isDeployment = deploys(job, byPath);
    if (job.waitsForPerson && (isDeployment || !waitsAlone)) {
      findings.add('approvals', path, job.name);
    }
    if (!isDeployment || !isForProduction(job)) continue;
    if (namesEnvironment(job, byPath)) {
      findings.add('approvals', path, job.name);
    } else if (!gated && !job.waitsForPerson) {
      findings.add('deploymentsWithoutApproval', path, job.name);
    }
  }
}

function deploys(job: Job, byPath: Map<string, Pipeline>): boolean {
  return (
    job.isDeployment ||
    job.steps.some(isDeployStep) ||
    called(job, byPath).some(
      other => other.isDeployment || other.steps.some(isDeployStep),
    )
  );
}

function namesEnvironment(job: Job, byPath: Map<string, Pipeline>): boolean {
  return (
    job.namesEnvironment ||
    called(job, byPath).some(other => other.namesEnvironment)
  );
}

function called(job: Job, byPath: Map<string, Pipeline>): Job[] {
  return (job.calls && byPath.get(job.calls)?.jobs) || [];
}

/** Whether a step brings something to where it runs. */
export function isDeployStep(step: Step): boolean {
  return (
    DEPLOY_ACTIONS.has(step.uses) ||
    (step.uses.startsWith('terraformtask') ||
    step.uses.startsWith('terraformcli')
      ? step.inputs.command === 'apply'
      : false) ||
    runs(step.commands, DEPLOY_COMMANDS)
  );
}

/** Whether the job, its environment, or what it deploys is named after production. */
export function isForProduction(job: Job): boolean {
  const deployed = job.steps
    .filter(isDeployStep)
    .flatMap(({ name, inputs }) => [
      name,
      inputs['app-name'] ?? '',
      inputs.appname ?? '',
      inputs.webappname ?? '',
    ]);
  return [...job.environments, ...job.names, ...deployed].some(
    isProductionName,
  );
}

/** `prod`, `production`, `prd` or `live` as a word of the name, and not `non-prod` or `pre-production`. */
export function isProductionName(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLocaleLowerCase('en-US')
    .split(/[^a-z0-9]+/);
  return words.some(
    (word, index) =>
      /^(prod|production|prd|live)\d*$/.test(word) &&
      !['non', 'pre', 'not', 'no'].includes(words[index - 1]),
  );
}

function namesSay(job: Job, pattern: RegExp): boolean {
  return (
    job.names.some(name => pattern.test(name)) ||
    job.steps.some(step => pattern.test(step.name))
  );
}

function rollsOutBySteps(job: Job): boolean {
  return (
    job.strategy !== undefined ||
    job.steps.some(
      step =>
        runs(step.commands, TRAFFIC_COMMANDS) ||
        (step.uses === 'azureappservicemanage' &&
          /swap/i.test(step.inputs.action ?? 'swap slots')) ||
        ['canary', 'blue-green', 'bluegreen'].includes(
          (step.inputs.strategy ?? '').toLocaleLowerCase('en-US'),
        ),
    ) ||
    (namesSay(job, /\bcanary\b|\bblue[- ]?green\b|\bring[- ]?\d/) &&
      job.steps.some(isDeployStep))
  );
}

function rollsBack(job: Job): boolean {
  return (
    job.steps.some(
      step =>
        runs(step.commands, ROLLBACK_COMMANDS) ||
        (step.onFailure &&
          (isDeployStep(step) || runs(step.commands, TRAFFIC_COMMANDS))),
    ) ||
    (namesSay(job, /\broll(ing)?[-_ ]?back\b/) &&
      job.steps.some(step => step.commands.length > 0 || step.uses !== ''))
  );
}

/** Steps that check, in a job that deploys before them, or in a job named after the check. */
function checksHealth(job: Job): boolean {
  let deployed = false;
  for (const step of job.steps) {
    deployed ||= isDeployStep(step);
    if (runs(step.commands, HEALTH_COMMANDS)) return true;
    const named = /\bsmoke\b|\bhealth|\bverif/.test(step.name);
    if (deployed && !step.onFailure && (named || asksOverHttp(step))) {
      return true;
    }
  }
  return (
    job.names.some(name =>
      /\bsmoke\b|health[- _]?check|\bverify\b/.test(name),
    ) && job.steps.some(step => step.commands.length > 0 || step.uses !== '')
  );
}

function asksOverHttp(step: Step): boolean {
  return step.commands.some(
    command =>
      ['curl', 'wget', 'invoke-webrequest', 'invoke-restmethod'].includes(
        command[0],
      ) && command.some(word => /health|ready|live|ping|status/.test(word)),
  );
}

/** An environment that lives as long as a pull request. */
function isForOneChange(
  pipeline: Pipeline,
  job: Job,
  byPath: Map<string, Pipeline>,
): boolean {
  if (
    pipeline.forPullRequests &&
    // Makes a staging environment for each pull request on its own.
    job.steps.some(step => step.uses === 'azure/static-web-apps-deploy')
  ) {
    return true;
  }
  const named = [...job.environments, ...job.names].some(name =>
    /\breview\b|\bpreview\b|\bephemeral\b|\bpr[-_ ]/.test(
      name.toLocaleLowerCase('en-US'),
    ),
  );
  return (
    named &&
    (pipeline.forPullRequests || pipeline.system === 'gitlab') &&
    deploys(job, byPath)
  );
}
