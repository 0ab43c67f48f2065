import { folderOf, resolvePath } from '../SourceFile';
import { listOf, objectOf, textOf, textsOf } from '../syntax/plain';
import {
  Job,
  Pipeline,
  Scripts,
  emptyJob,
  isExpression,
  makeStep,
  withoutVersion,
} from './Pipeline';

const MAX_DEPTH = 20;
const STEP_KEYS = [
  'task',
  'script',
  'bash',
  'pwsh',
  'powershell',
  'checkout',
  'template',
  'publish',
  'download',
];

/** Whether a document is a pipeline of Azure DevOps, or a template of one. */
export function isAzurePipeline(document: unknown): boolean {
  const pipeline = objectOf(document);
  if ('apiVersion' in pipeline || 'services' in pipeline) return false;
  const extended = textOf(objectOf(pipeline.extends).template) !== '';
  return (
    extended ||
    items(pipeline.stages).some(
      item => 'stage' in item || 'template' in item,
    ) ||
    items(pipeline.jobs).some(
      item => 'job' in item || 'deployment' in item || 'template' in item,
    ) ||
    items(pipeline.steps).some(item => STEP_KEYS.some(key => key in item))
  );
}

class Reader {
  readonly #pipeline: Pipeline;
  readonly #scripts: Scripts;

  constructor(pipeline: Pipeline, scripts: Scripts) {
    this.#pipeline = pipeline;
    this.#scripts = scripts;
  }

  stage(stage: Record<string, unknown>) {
    if ('template' in stage) return this.template(stage, []);
    const names = [textOf(stage.stage), textOf(stage.displayName)].filter(
      name => name !== '' && !isExpression(name),
    );
    const before = this.#pipeline.jobs.length;
    for (const job of items(stage.jobs)) this.job(job, names);
    this.image(stage.pool);
    if (textOf(stage.trigger) === 'manual') {
      for (const job of this.#pipeline.jobs.slice(before)) {
        job.waitsForPerson = true;
      }
    }
    return undefined;
  }

  job(written: Record<string, unknown>, outer: string[]) {
    if ('template' in written) return this.template(written, outer);
    const id = textOf(written.deployment) || textOf(written.job);
    const job = emptyJob(id || outer.at(-1) || 'job', outer);
    const title = textOf(written.displayName);
    if (title !== '') job.names.push(title.toLocaleLowerCase('en-US'));
    job.isDeployment = 'deployment' in written;

    // `name.resource` addresses a resource in an environment.
    const environment = (
      textOf(written.environment) || textOf(objectOf(written.environment).name)
    ).trim();
    job.namesEnvironment = environment !== '';
    if (environment !== '' && !isExpression(environment)) {
      job.environments.push(environment.split('.')[0]);
    }
    this.#strategy(objectOf(written.strategy), job);
    this.steps(items(written.steps), job);
    this.image(written.pool);
    this.image(written.container);
    this.#pipeline.jobs.push(job);
    return undefined;
  }

  #strategy(strategy: Record<string, unknown>, job: Job) {
    for (const kind of ['runOnce', 'rolling', 'canary'] as const) {
      if (!(kind in strategy)) continue;
      const hooks = objectOf(strategy[kind]);
      if (kind === 'canary' || kind === 'rolling') job.strategy = kind;
      for (const hook of [
        'preDeploy',
        'deploy',
        'routeTraffic',
        'postRouteTraffic',
      ]) {
        this.steps(items(objectOf(hooks[hook]).steps), job);
      }
      const on = objectOf(hooks.on);
      this.steps(items(objectOf(on.success).steps), job);
      this.steps(items(objectOf(on.failure).steps), job, true);
    }
  }

  steps(list: Record<string, unknown>[], job: Job, onFailure = false) {
    for (const step of list) {
      if ('template' in step) {
        this.template(step, job.names);
        continue;
      }
      const task = withoutVersion(textOf(step.task));
      if (['manualvalidation', 'manualintervention'].includes(task)) {
        job.waitsForPerson = true;
      }
      if (task === 'cache' || task === 'cachebeta')
        this.#pipeline.caches = true;
      job.steps.push(
        makeStep({
          name: textOf(step.displayName) || textOf(step.name),
          uses: task,
          run:
            textOf(step.script) ||
            textOf(step.bash) ||
            textOf(step.pwsh) ||
            textOf(step.powershell),
          inputs: textsOf(step.inputs),
          onFailure: onFailure || textOf(step.condition).includes('failed()'),
          scripts: this.#scripts,
        }),
      );
    }
  }

  /** `template: path@repository` with parameters. */
  template(value: unknown, outer: string[]) {
    const use = objectOf(value);
    const template = textOf(use.template);
    if (template === '') return;
    const [file, repository] = template.split('@');
    if (repository && repository !== 'self') {
      this.#pipeline.shared.push(template);
      return;
    }
    const path = resolvePath(folderOf(this.#pipeline.path), file);
    if (!path) return;
    const parameters = textsOf(use.parameters);
    const environments = Object.entries(parameters)
      .filter(
        ([key, text]) =>
          /^(target)?env(ironment)?(name)?$/.test(key) && !isExpression(text),
      )
      .map(([, text]) => text);
    const job = emptyJob([fileStem(path), ...environments].join(' '), outer);
    job.calls = path;
    job.environments = environments;
    this.#pipeline.jobs.push(job);
  }

  image(pool: unknown) {
    const image =
      textOf(objectOf(pool).vmImage) ||
      textOf(objectOf(pool).image) ||
      (typeof pool === 'string' ? pool : '');
    if (image !== '') this.#pipeline.images.push(image);
  }
}

/** Reads a pipeline of Azure DevOps, or a template of one. */
export function readAzurePipeline(
  path: string,
  document: unknown,
  scripts: Scripts,
): Pipeline {
  const root = objectOf(document);
  const pipeline: Pipeline = {
    path,
    system: 'azure-devops',
    jobs: [],
    scheduled: listOf(root.schedules).length > 0,
    // Without a word about it, pull requests of GitHub start a pipeline; those of Azure Repos by a policy.
    forPullRequests: 'pr' in root && textOf(root.pr) !== 'none',
    caches: false,
    shared: [],
    images: [],
  };
  const reader = new Reader(pipeline, scripts);
  reader.template(root.extends, []);
  for (const stage of items(root.stages)) reader.stage(stage);
  for (const job of items(root.jobs)) reader.job(job, []);
  const steps = items(root.steps);
  if (steps.length > 0) {
    const job = emptyJob(textOf(root.name) || 'steps');
    reader.steps(steps, job);
    pipeline.jobs.push(job);
  }
  reader.image(root.pool);
  return pipeline;
}

function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.ya?ml$/, '');
}

/** The items of a list, those under `${{ if }}` and `${{ each }}` too. */
function items(value: unknown, depth = 0): Record<string, unknown>[] {
  if (!Array.isArray(value) || depth > MAX_DEPTH) return [];
  return value.flatMap(item => {
    const entry = objectOf(item);
    const keys = Object.keys(entry);
    return keys.length > 0 && keys.every(key => key.startsWith('${{'))
      ? keys.flatMap(key => items(entry[key], depth + 1))
      : [entry];
  });
}
