import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { Failure } from './failure.mjs';
import { readOptions } from './options.mjs';
import { ROOT } from './paths.mjs';
import { say, step } from './progress.mjs';
import { run } from './processes.mjs';
import { NODE_PROGRAM, SERVER_OPTIONS, toolchainEnv } from './toolchain.mjs';

const FOLDER = path.join(ROOT, 'benchmarks');

/**
 * `./portal bench [NAME]`: runs `benchmarks/*.bench.ts`, each in a process of
 * its own, and prints all their figures at the end, one JSON line each:
 * `{"bench","figure","ours","theirs","unit","ratio","n"}`.
 */
export async function benchPortal(args) {
  const { positionals } = readOptions(args, {}, { positionals: true });
  await ensureDependencies();
  const all = (await readdir(FOLDER))
    .filter(file => file.endsWith('.bench.ts'))
    .sort();
  const chosen = all.filter(file =>
    positionals.every(name => file.includes(name)),
  );
  if (chosen.length === 0) {
    const names = all.map(file => file.replace('.bench.ts', '')).join(', ');
    throw new Failure(
      `There is no benchmark '${positionals.join(' ')}'. There are: ${names}.`,
    );
  }
  const figures = [];
  for (const file of chosen) {
    await step(`Benchmark ${file.replace('.bench.ts', '')}`, () =>
      run(
        `Benchmark ${file}`,
        NODE_PROGRAM,
        [
          ...SERVER_OPTIONS,
          '--expose-gc',
          '--require',
          path.join(
            ROOT,
            'node_modules/@backstage/cli/config/nodeTransform.cjs',
          ),
          path.join(FOLDER, file),
        ],
        {
          cwd: ROOT,
          env: toolchainEnv({ NODE_ENV: 'production' }),
          onLine: line =>
            line.startsWith('{"bench"') ? figures.push(line) : say(line),
        },
      ),
    );
  }
  process.stdout.write(`${figures.join('\n')}\n`);
}
