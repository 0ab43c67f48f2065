import { resolveNames } from '../../__testUtils__/bicepNames';
import { readBicep } from '../../__testUtils__/bicepResources';
import { StaticCode, codeBelow, readStaticCode } from '../readStaticCode';

/**
 * No compiler of Bicep can be had without its registry, so that types and the
 * properties of resources stay unchecked. Names are resolved here.
 */
describe('bicep', () => {
  let code: StaticCode;

  beforeAll(async () => {
    code = await readStaticCode();
  });

  function files() {
    return codeBelow(code, 'bicep').filter(({ path }) =>
      path.endsWith('.bicep'),
    );
  }

  it('names nothing that is not declared, and declares little for nothing', async () => {
    for (const { path, content } of files()) {
      const { unknown, unused } = await resolveNames(content);
      expect([path, unknown, unused]).toEqual([path, [], []]);
    }
  });

  it('gives each module what it wants, and reads of it what it gives', async () => {
    for (const { path, content } of files()) {
      const folder = path.slice(0, path.lastIndexOf('/'));
      for (const use of (await resolveNames(content)).modules) {
        const module = await readBicep(
          code.get(`bicep/${folder}/${use.path}`)!,
        );
        const required = [...module.parameters]
          .filter(([, { hasDefault }]) => !hasDefault)
          .map(([name]) => name);
        expect([use.path, [...module.parameters.keys()]]).toEqual([
          use.path,
          expect.arrayContaining(use.parameters),
        ]);
        expect([use.path, use.parameters]).toEqual([
          use.path,
          expect.arrayContaining(required),
        ]);
        expect([use.path, module.outputs]).toEqual([
          use.path,
          expect.arrayContaining(use.outputs),
        ]);
      }
    }
  });

  it('reads of its data only what its data holds', async () => {
    for (const { path, content } of files()) {
      if (!path.endsWith('main.bicep')) continue;
      // Each property of `names` that is read is one that the parameter declares.
      const declared = /param names \{([^}]*)\}/.exec(content)![1];
      const names = [...declared.matchAll(/^\s*(\w+):/gm)].map(([, n]) => n);
      const folder = path.slice(0, path.lastIndexOf('/'));
      const read = codeBelow(code, `bicep/${folder}`).flatMap(file =>
        [...file.content.matchAll(/\bnames\.(\w+)/g)].map(([, n]) => n),
      );
      expect([folder, [...new Set(read)].sort()]).toEqual([
        folder,
        names.sort(),
      ]);
    }
  });

  it.each([
    ['a name', 'output x string = nothing'],
    ['a function', "output x string = nothing('a')"],
    ['a name in a text', "output x string = 'a${nothing}'"],
    ['a name in a loop', "output x array = [for y in ['a']: nothing]"],
  ])('would notice %s that there is not', async (_, content) => {
    expect((await resolveNames(`${content}\n`)).unknown).toEqual([
      '1: nothing',
    ]);
  });

  it('would notice a parameter that nothing uses', async () => {
    const { unused } = await resolveNames('param x string\n');
    expect(unused).toEqual(['x']);
  });
});
