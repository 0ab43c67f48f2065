import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'secretExpiry.retention.days';
const DEFAULT_DAYS = 400;

/**
 * For how many days the past is kept, `secretExpiry.retention.days`.
 *
 * @throws InputError that names the key and what belongs there.
 */
export function readRetention(config: Config): number {
  const days = config.getOptionalNumber(KEY) ?? DEFAULT_DAYS;
  if (!Number.isInteger(days) || days < 1) {
    throw new InputError(`${KEY}: expected a whole number of at least 1`);
  }
  return days;
}
