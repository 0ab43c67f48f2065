import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration, durationToMilliseconds } from '@backstage/types';

/** How much of a repository is read. */
export interface Limits {
  /** Files whose text is read, of one repository. */
  files: number;
  /** Longer files count as being there, but are not read. */
  fileBytes: number;
  /** Text of all files of one repository. */
  totalBytes: number;
  /** For one repository. */
  timeoutMs: number;
  /** Repositories that are read at the same time. */
  concurrency: number;
}

/** What is configured under `maturity.repository`. */
export interface RepositoryConfig {
  enabled: boolean;
  frequency: HumanDuration;
  /** Paths. */
  directories: string[];
  limits: Limits;
}

const DEFAULTS: Limits = {
  files: 5_000,
  fileBytes: 262_144,
  totalBytes: 20_000_000,
  timeoutMs: 60_000,
  concurrency: 4,
};

/**
 * Reads `maturity.repository`. Everything in it may be absent.
 *
 * @throws InputError that names the key.
 */
export function readRepositoryConfig(config: Config): RepositoryConfig {
  const section = config.getOptionalConfig('maturity.repository');
  const limit = (key: 'files' | 'fileBytes' | 'totalBytes' | 'concurrency') => {
    const value = section?.getOptionalNumber(`limits.${key}`) ?? DEFAULTS[key];
    if (!Number.isInteger(value) || value < 1) {
      throw new InputError(
        `maturity.repository.limits.${key} must be a whole number from 1`,
      );
    }
    return value;
  };
  return {
    enabled: section?.getOptionalBoolean('enabled') ?? true,
    frequency: section?.has('frequency')
      ? readDurationFromConfig(section, { key: 'frequency' })
      : { hours: 3 },
    directories: (section?.getOptionalConfigArray('directories') ?? []).map(
      entry => entry.getString('directory'),
    ),
    limits: {
      files: limit('files'),
      fileBytes: limit('fileBytes'),
      totalBytes: limit('totalBytes'),
      concurrency: limit('concurrency'),
      timeoutMs: section?.has('limits.timeout')
        ? durationToMilliseconds(
            readDurationFromConfig(section, { key: 'limits.timeout' }),
          )
        : DEFAULTS.timeoutMs,
    },
  };
}
