import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

jest.setTimeout(120_000);

const plugins = resolve(__dirname, '../..');
const family = readdirSync(plugins).filter(
  name =>
    /^secret-expiry/.test(name) &&
    existsSync(resolve(plugins, name, 'package.json')),
);
const FILES = ['src/a.ts', 'src/b/c.tsx', 'src/d.test.ts'];

/** In a process of its own: some of ESLint's plugins do not load in a test. */
const CONFIGURED = `
  const { ESLint } = require('eslint');
  const folders = JSON.parse(process.argv[1]);
  const files = JSON.parse(process.argv[2]);
  Promise.all(folders.map(async cwd => {
    const eslint = new ESLint({ cwd });
    return Promise.all(files.map(async file => {
      const { rules } = await eslint.calculateConfigForFile(cwd + '/' + file);
      return rules['no-restricted-syntax'];
    }));
  })).then(all => process.stdout.write(JSON.stringify(all)));
`;

describe('the ban of calls that read values', () => {
  it('is in force in every package of the family, tests among it', () => {
    expect(family.length).toBeGreaterThanOrEqual(6);
    const folders = family.map(name => resolve(plugins, name));
    const configured: [unknown, ...unknown[]][][] = JSON.parse(
      execFileSync(
        process.execPath,
        ['-e', CONFIGURED, JSON.stringify(folders), JSON.stringify(FILES)],
        { cwd: resolve(__dirname, '..'), encoding: 'utf8' },
      ),
    );
    const rule: { selector: string }[] = jest.requireActual(
      '../eslint-list-only',
    );
    expect(rule.length).toBeGreaterThan(0);
    const without = family.filter((_, index) =>
      configured[index].some(
        ([severity, ...restricted]) =>
          ![2, 'error'].includes(severity as number) ||
          !rule.every(({ selector }) =>
            restricted.some(one => (one as any).selector === selector),
          ),
      ),
    );
    expect(without).toEqual([]);
  });
});
