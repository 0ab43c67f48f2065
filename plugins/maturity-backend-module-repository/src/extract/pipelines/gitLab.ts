import { listOf, objectOf, textOf } from '../syntax/plain';
import {
  Job,
  Pipeline,
  Scripts,
  emptyJob,
  isExpression,
  makeStep,
} from './Pipeline';

const MAX_EXTENDS = 10;
const NOT_JOBS = new Set([
  'after_script',
  'before_script',
  'cache',
  'default',
  'image',
  'include',
  'pages',
  'services',
  'spec',
  'stages',
  'variables',
  'workflow',
]);

/** Whether a file is a pipeline of GitLab, or a part of one. */
export function isGitlabPipeline(path: string): boolean {
  return (
    /(^|\/)\.gitlab-ci\.ya?ml$/.test(path) ||
    /\.gitlab-ci\.ya?ml$/.test(path) ||
    /^\.gitlab\/ci\/.*\.ya?ml$/.test(path)
  );
}

/** Reads a pipeline of GitLab. */
export function readGitlabPipeline(
  path: string,
  document: unknown,
  scripts: Scripts,
): Pipeline | undefined {
  const root = objectOf(document);
  const defaults = objectOf(root.default);
  const pipeline: Pipeline = {
    path,
    system: 'gitlab',
    jobs: [],
    scheduled: false,
    forPullRequests: mentions(root.workflow, 'merge_request_event'),
    caches: 'cache' in root || 'cache' in defaults,
    shared: [],
    images: [imageOf(root.image), imageOf(defaults.image)],
  };
  for (const include of listOf(root.include)) {
    const entry = objectOf(include);
    const from =
      textOf(entry.template) ||
      textOf(entry.component) ||
      textOf(entry.remote) ||
      textOf(entry.project);
    if (from !== '') pipeline.shared.push(from);
  }
  for (const [name, value] of Object.entries(root)) {
    if (NOT_JOBS.has(name) || name.startsWith('.')) continue;
    const job = inherited(root, objectOf(value), 0);
    if (!['script', 'trigger', 'run'].some(key => key in job)) continue;
    pipeline.jobs.push(readJob(name, job, root, defaults, scripts));
    pipeline.images.push(imageOf(job.image));
    pipeline.caches ||= 'cache' in job;
    pipeline.scheduled ||=
      listOf(job.only).some(item => textOf(item) === 'schedules') ||
      mentions(job.rules, '"schedule"');
    pipeline.forPullRequests ||=
      listOf(job.only).some(item => textOf(item) === 'merge_requests') ||
      mentions(job.rules, 'merge_request');
  }
  return pipeline.jobs.length > 0 || pipeline.shared.length > 0
    ? pipeline
    : undefined;
}

function readJob(
  name: string,
  written: Record<string, unknown>,
  root: Record<string, unknown>,
  defaults: Record<string, unknown>,
  scripts: Scripts,
): Job {
  const job = emptyJob(name, [textOf(written.stage)].filter(Boolean));
  const environment = objectOf(written.environment);
  const environmentName =
    textOf(written.environment) || textOf(environment.name);
  // Stopping an environment is no deployment to it.
  const deploys = !['stop', 'verify', 'access', 'prepare'].includes(
    textOf(environment.action),
  );
  job.namesEnvironment = environmentName !== '' && deploys;
  job.isDeployment = job.namesEnvironment;
  if (job.namesEnvironment) {
    const [first] = environmentName.split('/');
    if (!isExpression(environmentName)) job.environments.push(environmentName);
    else if (!isExpression(first)) job.environments.push(first);
  }
  const rules = listOf(written.rules).map(objectOf);
  job.waitsForPerson =
    textOf(written.when) === 'manual' ||
    rules.some(rule => textOf(rule.when) === 'manual');
  if (/^(timed )?incremental rollout/.test(job.names.join(' '))) {
    job.strategy = 'incremental';
  }
  const lines = [
    ...listOf(
      written.before_script ?? defaults.before_script ?? root.before_script,
    ),
    ...listOf(written.script),
  ].flatMap(item => listOf(item).map(textOf));
  job.steps.push(
    makeStep({
      name,
      run: lines.join('\n'),
      onFailure: textOf(written.when) === 'on_failure',
      scripts,
    }),
  );
  const after = listOf(written.after_script).map(textOf).join('\n');
  if (after !== '') job.steps.push(makeStep({ run: after, scripts }));
  return job;
}

/** A job over those that it extends. */
function inherited(
  root: Record<string, unknown>,
  job: Record<string, unknown>,
  depth: number,
): Record<string, unknown> {
  const names = listOf(job.extends).map(textOf);
  if (names.length === 0 || depth > MAX_EXTENDS) return job;
  const bases = names.map(name =>
    inherited(root, objectOf(root[name]), depth + 1),
  );
  return Object.assign({}, ...bases, job);
}

function imageOf(image: unknown): string {
  return textOf(image) || textOf(objectOf(image).name);
}

/** Whether rules say a word in one of their conditions. */
function mentions(rules: unknown, word: string): boolean {
  const list = Array.isArray(rules) ? rules : listOf(objectOf(rules).rules);
  return list.some(rule =>
    textOf(objectOf(rule).if).replaceAll("'", '"').includes(word),
  );
}
