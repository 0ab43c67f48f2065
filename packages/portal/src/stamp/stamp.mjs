import { Failure } from '../failure.mjs';

const COMMANDS = {
  check: async args => (await import('./check.mjs')).checkEstate(args),
};

/**
 * `./portal stamp COMMAND`: what the repository of an estate needs. Exit code 2
 * when it could not be done; 0 and 1 are answers.
 */
export async function stamp([name, ...args]) {
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
      ? `There is no command 'stamp ${name}'.`
      : 'Which command?';
    throw new Failure(
      `${asked} There are: stamp ${Object.keys(COMMANDS).join(', stamp ')}.`,
    );
  }
  return command;
}
