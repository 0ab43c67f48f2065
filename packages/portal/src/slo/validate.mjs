import path from 'node:path';
import { ensureDependencies } from '../dependencies.mjs';
import { Failure } from '../failure.mjs';
import { readOptions } from '../options.mjs';
import { ROOT } from '../paths.mjs';
import { start } from '../processes.mjs';
import { NODE_PROGRAM, toolchainEnv } from '../toolchain.mjs';

/**
 * `./portal slo validate FILE ...`: checks OpenSLO files together as the back
 * end does before it puts them in force, without one. Prints one finding on
 * each line, `file:line:column: severity: message`.
 *
 * @returns {Promise<number>} 0 when there are no errors, 1 when there are, 2
 *   when it could not be found out
 */
export async function validateDocuments(args) {
  const { values, positionals } = readOptions(
    args,
    {
      config: {
        type: 'string',
        multiple: true,
        default: [path.join(ROOT, 'app-config.yaml')],
      },
      workload: { type: 'string' },
    },
    { positionals: true },
  );
  if (positionals.length === 0) {
    throw new Failure(
      "Which documents? Name files or folders, as in './portal slo validate examples/slos'.",
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
        'plugins/slo-backend/src/commands/validateDocumentsCommand.ts',
      ),
      // The configuration tells for how long measurements are kept.
      ...values.config.flatMap(file => ['--config', file]),
      ...(values.workload ? ['--workload', values.workload] : []),
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
