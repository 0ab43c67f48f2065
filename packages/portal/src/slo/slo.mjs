import { Failure } from '../failure.mjs';

const COMMANDS = {
  validate: async args =>
    (await import('./validate.mjs')).validateDocuments(args),
  rules: async args => (await import('./rules.mjs')).exportRules(args),
};

/**
 * `./portal slo COMMAND`: what authors of OpenSLO documents need. Exit code 2
 * when it could not be done; 0 and 1 are answers.
 */
export async function slo([name, ...args]) {
  try {
    return await commandOf(name)(args);
  } catch (error) {
    throw Object.assign(error, { exitCode: 2 });
  }
}

function commandOf(name) {
  const command = COMMANDS[name];
  if (!command) {
    const asked = name
      ? `There is no command 'slo ${name}'.`
      : 'Which command?';
    throw new Failure(
      `${asked} There are: slo ${Object.keys(COMMANDS).join(', slo ')}.`,
    );
  }
  return command;
}
