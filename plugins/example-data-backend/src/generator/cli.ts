import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCatalog } from './writeCatalog';

const USAGE =
  'Usage: generate --workloads <number> --directory <folder> [--seed <number>]';

async function main() {
  const { values } = parseArgs({
    options: {
      workloads: { type: 'string' },
      directory: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const workloads = Number(values.workloads);
  const seed = Number(values.seed);
  if (!values.directory) throw new Error('--directory is missing');
  if (!Number.isInteger(workloads) || workloads < 0) {
    throw new Error('--workloads: expected a whole number, 0 or more');
  }
  if (!Number.isInteger(seed)) {
    throw new Error('--seed: expected a whole number');
  }
  const directory = resolve(values.directory);
  const { files, entities } = await writeCatalog({
    directory,
    workloads,
    seed,
  });
  process.stdout.write(
    `${entities} entities of ${workloads} workloads in ${files} files of ${directory}\n`,
  );
}

main().catch(error => {
  process.stderr.write(`${error.message}\n${USAGE}\n`);
  process.exitCode = 1;
});
