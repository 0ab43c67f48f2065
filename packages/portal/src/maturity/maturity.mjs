import { Failure } from '../failure.mjs';

const COMMANDS = {
  check: async args => (await import('./check.mjs')).checkModels(args),
  'dry-run': async args => (await import('./dryRun.mjs')).dryRunModel(args),
};

/**
 * `./portal maturity COMMAND`: what a maturity model's author needs. Exit code 2
 * when it could not be done; 0 and 1 are answers.
 */
export async function maturity([name, ...args]) {
  try {
    return await commandOf(name)(args);
  } catch (error) {
    throw Object.assign(error, { exitCode: 2 });
  }
}

function commandOf(name) {
  const command = COMMANDS[name];
  if (!command) {
    throw new Failure(
      `There is no command 'maturity ${
        name ?? ''
      }'. There are: maturity ${Object.keys(COMMANDS).join(', maturity ')}.`,
    );
  }
  return command;
}
