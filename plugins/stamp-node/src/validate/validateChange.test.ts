import type { EstateChange } from '@plumbline/plugin-stamp-common';
import { examplePlan } from '../__testUtils__/plans';
import { StaticCode, readStaticCode } from '../render/readStaticCode';
import { renderChange } from '../render/renderChange';
import { validateChange } from './validateChange';

// Parsers are loaded once, and the machine may be busy.
jest.setTimeout(60_000);

describe('validateChange', () => {
  let code: StaticCode;
  let change: EstateChange;

  beforeAll(async () => {
    code = await readStaticCode();
    change = renderChange({ kind: 'add', stamp: examplePlan() }, { code });
  });

  const problemsWith = (path: RegExp, edit: (content: string) => string) =>
    validateChange(
      {
        ...change,
        files: change.files.map(file =>
          path.test(file.path)
            ? { ...file, content: edit(file.content) }
            : file,
        ),
      },
      code,
    ).then(problems =>
      // Whatever is edited is also not what the lock says.
      problems.filter(({ message }) => !/the lock says/.test(message)),
    );

  it('has nothing to say of what we render', async () => {
    expect(await validateChange(change, code)).toEqual([]);
  });

  it('holds the files against their hashes in the lock', async () => {
    const [file] = change.files.filter(({ path }) =>
      path.endsWith('.tfvars.json'),
    );
    const problems = await validateChange(
      { ...change, files: change.files.filter(other => other !== file) },
      code,
    );
    expect(problems.map(({ message }) => message).join()).toContain(
      'is in the lock and not in the change',
    );
  });

  it('reads HCL and takes no code but ours', async () => {
    const problems = await problemsWith(
      /foundation\/main\.tf$/,
      content => `${content}\nresource "a" "b" {\n  x = = 2\n}\n`,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'Not the code that Plumbline ships',
      expect.stringMatching(/^Not HCL: /),
    ]);
    expect(problems[1].line).toBeGreaterThan(10);
  });

  it('names the line at which JSON ends', async () => {
    const [problem] = await problemsWith(/tfvars\.json$/, content =>
      content.replace('{', '{,'),
    );
    expect(problem).toMatchObject({
      message: expect.stringMatching(/^Not JSON: /),
    });
  });

  it("applies the catalog's rules and ours to entities", async () => {
    const messages = (
      await problemsWith(/catalog-info\.yaml$/, content =>
        content
          .replace('lifecycle: planned', 'lifecycle: plannd')
          .replace('owner: group:default/deal-fraud', 'owner: ""'),
      )
    ).map(({ message }) => message);
    expect(messages.join('\n')).toMatch(/owner/);
    const ours = await problemsWith(/catalog-info\.yaml$/, content =>
      content.replace('lifecycle: planned', 'lifecycle: plannd'),
    );
    expect(ours).toEqual([
      expect.objectContaining({
        line: expect.any(Number),
        message: expect.stringMatching(
          /^spec.lifecycle: found "plannd", expected one of/,
        ),
      }),
    ]);
  });

  it('finds what a template left over', async () => {
    const problems = await problemsWith(/tfvars\.json$/, content =>
      content.replace('japaneast', '${{ values.region }}'),
    );
    expect(problems[0].message).toContain('${{');
  });

  it.each([
    ['../../etc/passwd', 'is no path within the estate'],
    ['/etc/passwd', 'is no path within the estate'],
    ['stamps/x/.git/config', 'is no path within the estate'],
    ['README.md', 'is no path within the estate'],
    ['stamps/x/prod/a.exe', 'does not hold'],
  ])('does not take the path %s', async (path, message) => {
    const problems = await validateChange(
      { ...change, files: [{ path, content: '' }], deletions: [] },
      code,
    );
    expect(problems.map(problem => problem.message).join()).toContain(message);
  });

  it('reads nothing of a file that is too large', async () => {
    const [problem] = await validateChange(
      {
        ...change,
        files: [
          { path: 'stamps/x/y.json', content: '['.repeat(10 * 1024 * 1024) },
        ],
      },
      code,
    );
    expect(problem.message).toMatch(/at most 1048576 are expected/);
  });

  it.each([
    ['deep JSON', /tfvars\.json$/, '['.repeat(900_000)],
    ['deep HCL', /foundation\/main\.tf$/, `x = ${'['.repeat(100_000)}`],
    [
      'aliases without end',
      /catalog-info\.yaml$/,
      'a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n',
    ],
    ['no text', /slo\.yaml$/, '\0\0\0'],
    ['ten thousand leftovers', /README\.md$/, '${{ x }}\n'.repeat(10_000)],
    ['a script of somebody else', /deploy\.sh$/, 'rm -rf /\n'],
    [
      'a pipeline with a step of somebody else',
      /azure-pipelines\.yml$/,
      'steps:\n  - bash: echo\n',
    ],
    ['a pipeline that is not ours', /pipelines\/stamp\.yml$/, 'steps: []\n'],
  ])('says that %s is wrong, and ends', async (_, path, content) => {
    const problems = await problemsWith(path, () => content);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(200);
    expect(problems[0].message.length).toBeLessThan(1000);
    // Whatever was asked before, the parsers still work.
    expect(await validateChange(change, code)).toEqual([]);
  });

  it('reads Bicep', async () => {
    const bicep = renderChange(
      { kind: 'add', stamp: examplePlan({ infrastructure: 'bicep' }) },
      { code },
    );
    expect(await validateChange(bicep, code)).toEqual([]);
    const files = bicep.files.map(file =>
      file.path.endsWith('/release/main.bicep')
        ? { ...file, content: `${file.content}\nparam = string\n` }
        : file,
    );
    const problems = await validateChange({ ...bicep, files }, code);
    expect(problems.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^Not Bicep: /),
    );
  });

  it.each(['terraform', 'bicep'] as const)(
    'takes no step in the workflow of a stamp in %s',
    async infrastructure => {
      const github = renderChange(
        {
          kind: 'add',
          stamp: examplePlan({ infrastructure, pipeline: 'github-actions' }),
        },
        { code },
      );
      const files = github.files.map(file =>
        /workflows\/deal.*\.yml$/.test(file.path)
          ? {
              ...file,
              content: file.content.replace(
                /uses: .*/,
                'uses: somebody/else/.github/workflows/x.yml@main',
              ),
            }
          : file,
      );
      const problems = await validateChange({ ...github, files }, code);
      expect(problems.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/^Not a workflow of ours: jobs\.run\.uses/),
      );
    },
  );
});
