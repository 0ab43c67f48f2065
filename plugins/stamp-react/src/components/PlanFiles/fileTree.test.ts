import { fileChangeOf, fileTreeOf } from './fileTree';

describe('fileChangeOf', () => {
  it.each([
    [undefined, 'a', 'new'],
    ['a', undefined, 'removed'],
    ['a', 'b', 'changed'],
    ['a', 'a', 'same'],
    ['', undefined, 'removed'],
    [undefined, '', 'new'],
  ])('tells %j to %j as %s', (before, after, expected) => {
    expect(fileChangeOf({ path: 'x', before, after })).toBe(expected);
  });
});

describe('fileTreeOf', () => {
  it('joins folders that hold one folder only, and sorts', () => {
    const file = (path: string) => ({ path, after: '' });
    const tree = fileTreeOf(
      [
        'stamps/shop/prod/we-001/terraform/release/main.tf',
        'stamps/shop/prod/we-001/README.md',
        '.github/workflows/shop.yml',
        'stamps/shop/prod/we-001/catalog-info.yaml',
      ].map(file),
    );
    expect(tree.files).toEqual([]);
    expect(tree.folders.map(({ name }) => name)).toEqual([
      '.github/workflows',
      'stamps/shop/prod/we-001',
    ]);
    const [, stamp] = tree.folders;
    expect(stamp.files.map(({ name }) => name)).toEqual([
      'README.md',
      'catalog-info.yaml',
    ]);
    expect(stamp.folders.map(({ name }) => name)).toEqual([
      'terraform/release',
    ]);
  });
});
