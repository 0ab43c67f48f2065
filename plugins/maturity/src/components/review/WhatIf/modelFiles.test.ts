import {
  changedNames,
  fileOfProblem,
  filesOf,
  inputOf,
  withUploads,
} from './modelFiles';

const files = filesOf({
  file: 'models/small/model.yaml',
  text: 'kind: MaturityModel\n',
  pillars: { 'reliability.yaml': 'id: reliability\n', 'security.yaml': 'a\n' },
});

describe('modelFiles', () => {
  it('tries out the model and only those pillars that were changed', () => {
    expect(inputOf(files)).toEqual({
      file: 'models/small/model.yaml',
      text: 'kind: MaturityModel\n',
      pillars: undefined,
    });
    const changed = {
      ...files,
      texts: { ...files.texts, 'security.yaml': 'b\n' },
    };
    expect(changedNames(changed)).toEqual(['security.yaml']);
    expect(inputOf(changed).pillars).toEqual({ 'security.yaml': 'b\n' });
  });

  it('puts chosen files in the place of those of the same name', () => {
    const chosen = withUploads(files, [
      { name: 'my-model.yaml', text: 'kind: MaturityModel\nx: 1\n' },
      { name: 'reliability.yaml', text: 'new\n' },
      { name: 'cost.yaml', text: 'cost\n' },
    ]);
    expect(chosen?.texts).toEqual({
      'models/small/model.yaml': 'kind: MaturityModel\nx: 1\n',
      'reliability.yaml': 'new\n',
      'security.yaml': 'a\n',
      'cost.yaml': 'cost\n',
    });
  });

  it('finds the file of a problem by the end of its path', () => {
    const problem = (file: string) =>
      fileOfProblem(files, { file, message: '' });
    expect(problem('models/small/model.yaml')).toBe('models/small/model.yaml');
    expect(problem('models/small/reliability.yaml')).toBe('reliability.yaml');
    expect(problem('elsewhere.yaml')).toBeUndefined();
  });
});
