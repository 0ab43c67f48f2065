import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const RETENTION = 'workload.retention.days';
const DIRECTORIES = 'workload.healthModels.directories';
const DEFAULT_DAYS = 400;

/** What of health is configured. */
export interface HealthConfig {
  /** For how many days the past is kept. */
  retentionDays: number;
  /** Absolute paths of folders whose files annotations may lead to. */
  modelDirectories: string[];
}

/**
 * Reads {@link HealthConfig}.
 *
 * @throws InputError that names the key and what belongs there.
 */
export function readHealthConfig(config: Config): HealthConfig {
  const days = config.getOptionalNumber(RETENTION) ?? DEFAULT_DAYS;
  if (!Number.isInteger(days) || days < 1) {
    throw new InputError(`${RETENTION}: expected a whole number of at least 1`);
  }
  return {
    retentionDays: days,
    modelDirectories: (config.getOptionalStringArray(DIRECTORIES) ?? []).map(
      path => resolve(path),
    ),
  };
}
