import { listOf, objectOf, textOf, textsOf } from '../syntax/plain';
import {
  Job,
  Pipeline,
  Scripts,
  Step,
  emptyJob,
  isExpression,
  makeStep,
  withoutVersion,
} from './Pipeline';

/** Whether a file is a workflow of GitHub Actions. */
export function isGithubWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** Reads a workflow of GitHub Actions. */
export function readGithubWorkflow(
  path: string,
  document: unknown,
  scripts: Scripts,
): Pipeline | undefined {
  const workflow = objectOf(document);
  const jobs = objectOf(workflow.jobs);
  if (Object.keys(jobs).length === 0) return undefined;
  const triggers = triggersOf(workflow.on);
  const inputs = {
    ...objectOf(objectOf(triggers.workflow_dispatch).inputs),
    ...objectOf(objectOf(triggers.workflow_call).inputs),
  };
  const pipeline: Pipeline = {
    path,
    system: 'github-actions',
    jobs: [],
    scheduled: 'schedule' in triggers,
    forPullRequests:
      'pull_request' in triggers || 'pull_request_target' in triggers,
    caches: false,
    shared: [],
    images: [],
  };
  for (const [id, value] of Object.entries(jobs)) {
    const written = objectOf(value);
    pipeline.images.push(
      ...listOf(written['runs-on']).map(textOf),
      textOf(written.container) || textOf(objectOf(written.container).image),
    );
    pipeline.jobs.push(readJob(id, written, inputs, scripts, pipeline));
  }
  pipeline.caches = pipeline.jobs.some(job => job.steps.some(keepsFiles));
  return pipeline;
}

function triggersOf(on: unknown): Record<string, unknown> {
  if (typeof on === 'string') return { [on]: true };
  if (Array.isArray(on)) {
    return Object.fromEntries(on.map(item => [textOf(item), true]));
  }
  return objectOf(on);
}

function readJob(
  id: string,
  written: Record<string, unknown>,
  inputs: Record<string, unknown>,
  scripts: Scripts,
  pipeline: Pipeline,
): Job {
  const job = emptyJob(id);
  const name = textOf(written.name);
  if (name !== '') job.names.push(name.toLocaleLowerCase('en-US'));

  const matrix = objectOf(objectOf(written.strategy).matrix);
  const environment =
    textOf(written.environment) || textOf(objectOf(written.environment).name);
  job.namesEnvironment = environment !== '';
  job.environments = valuesOf(environment, matrix, inputs);

  for (const item of listOf(written.steps)) {
    const step = objectOf(item);
    job.steps.push(
      makeStep({
        name: textOf(step.name) || textOf(step.id),
        uses: withoutVersion(textOf(step.uses)),
        run: textOf(step.run),
        inputs: textsOf(step.with),
        onFailure: textOf(step.if).includes('failure()'),
        scripts,
      }),
    );
  }
  job.waitsForPerson = job.steps.some(
    step => step.uses === 'trstringer/manual-approval',
  );
  if (textOf(written.if).includes('failure()')) {
    for (const step of job.steps) step.onFailure = true;
  }

  const called = textOf(written.uses);
  if (called.startsWith('./')) {
    job.calls = called.slice(2);
    const passed = objectOf(written.with);
    for (const [key, value] of Object.entries(passed)) {
      if (/^(deploy[-_]?)?env(ironment)?([-_]?name)?$/i.test(key)) {
        job.environments.push(...valuesOf(textOf(value), matrix, inputs));
      }
    }
  } else if (called !== '') {
    pipeline.shared.push(withoutVersion(called));
  }
  return job;
}

/** What a value can be: itself, the values of the matrix, or the choices of an input. */
function valuesOf(
  text: string,
  matrix: Record<string, unknown>,
  inputs: Record<string, unknown>,
): string[] {
  if (text === '') return [];
  if (!isExpression(text)) return [text];
  const variable = /^\$\{\{\s*([\w.-]+)\s*\}\}$/.exec(text)?.[1] ?? '';
  const name = variable.slice(variable.lastIndexOf('.') + 1);
  if (variable.startsWith('matrix.')) {
    const included = listOf(matrix.include).map(item => objectOf(item)[name]);
    return [...listOf(matrix[name]), ...included]
      .map(textOf)
      .filter(value => value !== '' && !isExpression(value));
  }
  if (variable.startsWith('inputs.') || variable.startsWith('github.event.')) {
    return listOf(objectOf(inputs[name]).options).map(textOf);
  }
  return [];
}

function keepsFiles(step: Step): boolean {
  return (
    step.uses.startsWith('actions/cache') ||
    (step.uses.startsWith('actions/setup-') &&
      !['', 'false'].includes(step.inputs.cache ?? '')) ||
    // Caches on its own unless told not to.
    (step.uses === 'actions/setup-go' && step.inputs.cache !== 'false') ||
    step.inputs['cache-from'] !== undefined ||
    step.uses === 'gradle/actions/setup-gradle' ||
    step.uses === 'swatinem/rust-cache'
  );
}
