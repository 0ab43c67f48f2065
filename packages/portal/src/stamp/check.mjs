import path from 'node:path';
import { ensureDependencies } from '../dependencies.mjs';
import { Failure } from '../failure.mjs';
import { readOptions } from '../options.mjs';
import { ROOT } from '../paths.mjs';
import { start } from '../processes.mjs';
import { NODE_PROGRAM, toolchainEnv } from '../toolchain.mjs';

/**
 * `./portal stamp check DIR`: checks the folder of an estate, such as the
 * checkout of a pull request, without a portal. Prints one finding on each
 * line, `path:line: message`.
 *
 * @returns {Promise<number>} 0 when there are none, 1 when there are, 2 when it
 *   could not be found out
 */
export async function checkEstate(args) {
  const { values, positionals } = readOptions(
    args,
    {
      config: {
        type: 'string',
        multiple: true,
        default: [path.join(ROOT, 'app-config.yaml')],
      },
      catalog: { type: 'string', multiple: true, default: [] },
    },
    { positionals: true },
  );
  if (positionals.length !== 1) {
    throw new Failure(
      "Which estate? Name its folder, as in './portal stamp check data/estate'.",
    );
  }
  await ensureDependencies();
  const { exit } = start(
    NODE_PROGRAM,
    [
      '--require',
      path.join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      path.join(ROOT, 'plugins/stamp-node/src/commands/checkEstateCommand.ts'),
      // The policy is the configuration's.
      ...values.config.flatMap(file => ['--config', file]),
      ...values.catalog.flatMap(file => ['--catalog', file]),
      '--',
      ...positionals,
    ],
    {
      env: toolchainEnv(),
      onLine: (line, stream) => process[stream].write(`${line}\n`),
    },
  );
  return exit;
}
