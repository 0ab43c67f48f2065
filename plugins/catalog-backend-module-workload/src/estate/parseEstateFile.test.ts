import { parseEstateFile } from './parseEstateFile';

describe('parseEstateFile', () => {
  it('reads all documents of a file', () => {
    const text = [
      'apiVersion: backstage.io/v1alpha1',
      'kind: Resource',
      'metadata: { name: a }',
      '---',
      'apiVersion: backstage.io/v1alpha1',
      'kind: Resource',
      'metadata: { name: b }',
      '---',
      '',
    ].join('\n');
    expect(
      parseEstateFile('f.yaml', text).map(entity => entity.metadata.name),
    ).toEqual(['a', 'b']);
    expect(parseEstateFile('f.yaml', '')).toEqual([]);
  });

  it.each([
    ['kind: Resource\nmetadata: {\n', /^f\.yaml:3 is not YAML: /],
    [
      'apiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  title: A\n  name: a b\n',
      /^f\.yaml:5 metadata\.name: found "a b", expected a name of at most 63/,
    ],
    [
      'apiVersion: backstage.io/v1alpha1\nmetadata:\n  name: a\n',
      /^f\.yaml:1 kind: found nothing, expected a kind such as Resource$/,
    ],
    ['- a\n- b\n', /^f\.yaml:1 apiVersion: found nothing, expected /],
  ])('says where %j is wrong', (text, message) => {
    expect(() => parseEstateFile('f.yaml', text)).toThrow(message);
  });
});
