import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  catalogFactSchema,
  describeModelProblem,
} from '@plumbline/plugin-maturity-common';
import { checkModels } from './checkModels';

const FIXTURES = resolve(__dirname, '../__fixtures__');

describe('checkModels', () => {
  let directory: string;
  const path = (name: string) => join(directory, name);
  const check = async (...names: string[]) => {
    const { problems, models } = await checkModels(names.map(path), [
      catalogFactSchema,
    ]);
    return {
      problems: problems.map(describeModelProblem),
      models: models.map(({ index }) => index.model.id),
    };
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'check-'));
    await cp(FIXTURES, directory, { recursive: true });
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('finds nothing wrong with a good model', async () => {
    expect(await check('model.yaml')).toEqual({
      problems: [],
      models: ['small'],
    });
  });

  it('checks every file, whatever is wrong with others', async () => {
    const { problems, models } = await check(
      'missing.yaml',
      'guarding.yaml',
      'model.yaml',
    );
    expect(problems[0]).toBe(`${path('missing.yaml')}: cannot be read: ENOENT`);
    expect(problems[1]).toBe(
      `${path('guarding.yaml')}:2:7 kind: expected "MaturityModel"`,
    );
    expect(models).toEqual(['small']);
  });

  it('holds models against each other as the back end does', async () => {
    const text = await readFile(path('model.yaml'), 'utf8');
    await writeFile(
      path('other.yaml'),
      text.replace('name: small', 'name: other'),
    );
    const { problems, models } = await check('model.yaml', 'other.yaml');
    expect(models).toEqual(['small']);
    const [other, model] = [path('other.yaml'), path('model.yaml')];
    expect(problems[0]).toBe(
      `${other} criteria.id: expected a unique id, 's-1-1.group' is also in ${model}`,
    );
  });
});
