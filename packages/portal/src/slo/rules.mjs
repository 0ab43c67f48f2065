import path from 'node:path';
import { ensureDependencies } from '../dependencies.mjs';
import { Failure } from '../failure.mjs';
import { readOptions } from '../options.mjs';
import { ROOT } from '../paths.mjs';
import { start } from '../processes.mjs';
import { NODE_PROGRAM, toolchainEnv } from '../toolchain.mjs';

/**
 * `./portal slo rules FILE ...`: prints a Prometheus rule file for the
 * objectives of OpenSLO files. What has no rules, and why, goes to the standard
 * error.
 *
 * @returns {Promise<number>} 0 when there are rules, 1 when a document has an
 *   error or no objective has rules, 2 when it could not be found out
 */
export async function exportRules(args) {
  const { values, positionals } = readOptions(
    args,
    { workload: { type: 'string' } },
    { positionals: true },
  );
  if (positionals.length === 0) {
    throw new Failure(
      "Which documents? Name files or folders, as in './portal slo rules slos/shop.yaml'.",
    );
  }
  await ensureDependencies();
  const { exit } = start(
    NODE_PROGRAM,
    [
      '--require',
      path.join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      path.join(ROOT, 'plugins/slo-backend/src/commands/exportRulesCommand.ts'),
      ...(values.workload ? ['--workload', values.workload] : []),
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
