import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.mjs';
import { readOptions } from '../options.mjs';
import { say } from '../progress.mjs';
import { MaturityClient } from './MaturityClient.mjs';
import {
  describeDryRun,
  describeProblem,
  somebodyFalls,
} from './describeDryRun.mjs';
import { readModel } from './readModel.mjs';

const ASK_EVERY_MS = 500;

/**
 * `./portal maturity dry-run FILE`: has a running portal evaluate all workloads
 * by a changed model, without consequences, and prints who would rise and fall.
 *
 * @returns {Promise<number>} 0 when nobody would fall, overall or on a pillar, 1 when somebody would, 2
 *   when the model is wrong or it could not be tried out
 */
export async function dryRunModel(args) {
  const { values, positionals } = readOptions(
    args,
    {
      url: { type: 'string', default: 'http://127.0.0.1:7007' },
      token: { type: 'string' },
    },
    { positionals: true },
  );
  if (positionals.length !== 1) {
    throw new Failure(
      "Which model? Name one file, as in './portal maturity dry-run models/mission-critical/model.yaml'.",
    );
  }
  const token = values.token || process.env.PORTAL_TOKEN || undefined;
  const client = new MaturityClient(values.url, token);
  const run = await finish(
    await client.startDryRun(await readModel(positionals[0])),
    client,
  );
  if (run.problems.length > 0) {
    print(run.problems.map(describeProblem));
    return 2;
  }
  if (run.state === 'failed') throw new Failure(run.error);
  print(describeDryRun(run));
  return somebodyFalls(run) ? 1 : 0;
}

/** Waits until it is done, and says how far it is when that changed. */
async function finish(started, client) {
  let run = started;
  let said = 0;
  while (run.state === 'running') {
    const { done, total } = run.progress;
    if (done > said) say(`${done} of ${total} workloads`);
    said = done;
    await sleep(ASK_EVERY_MS);
    run = await client.getDryRun(run.id);
  }
  return run;
}

function print(lines) {
  process.stdout.write(`${lines.join('\n')}\n`);
}
