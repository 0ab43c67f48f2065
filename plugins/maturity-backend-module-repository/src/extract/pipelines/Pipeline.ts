import { Command, commandsOf } from './commands';

/** Whose language a pipeline is written in. */
export type PipelineSystem = 'github-actions' | 'azure-devops' | 'gitlab';

/** One step of a job. */
export interface Step {
  /** As people named it, in lower case. */
  name: string;
  /** Action or task without version, in lower case: `actions/cache`, `azurewebapp`. Empty for commands. */
  uses: string;
  /** What it runs. */
  commands: Command[];
  /** Scalar inputs by name in lower case, as written. */
  inputs: Record<string, string>;
  /** Whether it runs only when something failed before. */
  onFailure: boolean;
}

/** What runs on one agent, or waits for somebody. */
export interface Job {
  /** Id or name, unique enough for people to find it. */
  name: string;
  /** Names of the stages and jobs that it is in, and its own, in lower case. */
  names: string[];
  steps: Step[];
  /** Names of the environments it deploys to, as far as the file says them. */
  environments: string[];
  /** Whether an environment is named, be it by an expression. */
  namesEnvironment: boolean;
  /** Whether it does not start, or does not go on, before a person says so. */
  waitsForPerson: boolean;
  /** Whether the language says that it is a deployment. */
  isDeployment: boolean;
  /** How a deployment rolls out, where the language has a word for it. */
  strategy?: 'canary' | 'rolling' | 'incremental';
  /** Path of a pipeline file in the same repository that it runs. */
  calls?: string;
}

/** A pipeline file, or a template of one. */
export interface Pipeline {
  path: string;
  system: PipelineSystem;
  jobs: Job[];
  scheduled: boolean;
  /** Whether it runs for pull or merge requests. */
  forPullRequests: boolean;
  /** Whether it keeps files between runs. */
  caches: boolean;
  /** Templates, workflows and components of other repositories that it uses. */
  shared: string[];
  /** Versions of languages that jobs ask for, such as `['node', '22']`. */
  images: string[];
}

/** Texts of the scripts of the repository by path, for steps that run them. */
export type Scripts = ReadonlyMap<string, string>;

/** A step from what its language says. */
export function makeStep(parts: {
  name?: string;
  uses?: string;
  run?: string;
  inputs?: Record<string, string>;
  onFailure?: boolean;
  scripts: Scripts;
}): Step {
  const written = [
    parts.run ?? '',
    // Tasks take scripts as inputs.
    parts.inputs?.script ?? '',
    parts.inputs?.inlinescript ?? '',
  ].join('\n');
  const commands = commandsOf(written);
  const called = commands
    .flatMap(words => words.slice(0, 4))
    .concat(
      parts.inputs?.scriptpath ?? [],
      parts.inputs?.filepath ?? [],
      parts.inputs?.scriptlocation ?? [],
    );
  for (const word of called) {
    const script = parts.scripts.get(scriptPath(word));
    if (script !== undefined) {
      for (const command of commandsOf(script)) commands.push(command);
    }
  }
  return {
    name: (parts.name ?? '').toLocaleLowerCase('en-US'),
    uses: parts.uses ?? '',
    commands,
    inputs: parts.inputs ?? {},
    onFailure: parts.onFailure ?? false,
  };
}

function scriptPath(word: string): string {
  return word.replace(/^\$\([A-Za-z.]*\)\//, '').replace(/^\.\//, '');
}

/** Action or task without version, in lower case. */
export function withoutVersion(reference: string): string {
  return reference.split('@')[0].trim().toLocaleLowerCase('en-US');
}

/** A job in which nothing is said yet. */
export function emptyJob(name: string, outer: string[] = []): Job {
  return {
    name,
    names: [...outer, name].map(item => item.toLocaleLowerCase('en-US')),
    steps: [],
    environments: [],
    namesEnvironment: false,
    waitsForPerson: false,
    isDeployment: false,
  };
}

/** Whether a value is made by an expression, so that the file does not say it. */
export function isExpression(text: string): boolean {
  return text.includes('${') || text.includes('$(') || text.includes('$[');
}
