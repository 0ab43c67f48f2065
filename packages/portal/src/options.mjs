import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

/**
 * Options and positionals of one command.
 *
 * @throws {Failure} naming an unknown or malformed option
 */
export function readOptions(args, options, { positionals = false } = {}) {
  try {
    return parseArgs({ args, options, allowPositionals: positionals });
  } catch (error) {
    throw new Failure(
      `${error.message.split('. ')[0]}. See './portal --help'.`,
    );
  }
}

/**
 * A whole number within bounds.
 *
 * @throws {Failure} naming the option and what was expected
 */
export function readInteger(name, text, { min, max }) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Failure(
      `--${name} is '${text}', expected a whole number from ${min} to ${max}.`,
    );
  }
  return value;
}
