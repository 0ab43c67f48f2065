import {
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const DEFAULT_RETENTION_DAYS = 400;

/** Settings of the stamp back end, beside the estate and the policy. */
export interface StampSettings {
  /** When the estate is looked at. */
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Days for which reports are kept. */
  retentionDays: number;
}

/**
 * Reads `stamp.schedule` and `stamp.retention`.
 *
 * @throws InputError that names the key.
 */
export function readStampConfig(config: Config): StampSettings {
  const schedule = config.getOptionalConfig('stamp.schedule');
  const retentionDays =
    config.getOptionalNumber('stamp.retention.days') ?? DEFAULT_RETENTION_DAYS;
  if (!Number.isInteger(retentionDays) || retentionDays < 1) {
    throw new InputError(
      `stamp.retention.days: expected whole days, at least 1; got ${retentionDays}`,
    );
  }
  return {
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : {
          frequency: { minutes: 2 },
          timeout: { minutes: 20 },
          initialDelay: { seconds: 15 },
        },
    retentionDays,
  };
}
