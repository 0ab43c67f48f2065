import path from 'node:path';
import { ensureDependencies } from '../dependencies.mjs';
import { Failure } from '../failure.mjs';
import { readOptions } from '../options.mjs';
import { ROOT } from '../paths.mjs';
import { start } from '../processes.mjs';
import { NODE_PROGRAM, toolchainEnv } from '../toolchain.mjs';

/**
 * `./portal maturity check FILE ...`: checks models as the back end does before
 * it puts them in force, without one. Prints one finding on each line,
 * `file:line:column: field: message`.
 *
 * @returns {Promise<number>} 0 when all are valid, 1 when one is not, 2 when it
 *   could not be found out
 */
export async function checkModels(args) {
  const { values, positionals } = readOptions(
    args,
    {
      config: {
        type: 'string',
        multiple: true,
        default: [path.join(ROOT, 'app-config.yaml')],
      },
    },
    { positionals: true },
  );
  if (positionals.length === 0) {
    throw new Failure(
      "Which model? Name its file, as in './portal maturity check models/mission-critical/model.yaml'.",
    );
  }
  await ensureDependencies();
  const { exit } = start(
    NODE_PROGRAM,
    [
      '--require',
      path.join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      path.join(
        ROOT,
        'plugins/maturity-backend/src/commands/checkModelsCommand.ts',
      ),
      // The back end's rules may read facts that the configuration adds.
      ...values.config.flatMap(file => ['--config', file]),
      '--',
      ...positionals,
    ],
    {
      env: toolchainEnv(),
      onLine: line => process.stdout.write(`${line}\n`),
    },
  );
  return exit;
}
