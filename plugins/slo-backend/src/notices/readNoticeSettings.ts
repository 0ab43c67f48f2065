import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const DEFAULT_PER_HOUR = 6;

/** How owners are told. */
export interface NoticeSettings {
  /** Whether owners get notifications of the portal. */
  owners: boolean;
  /** Messages about one workload in an hour. */
  perHour: number;
}

/**
 * Reads `slo.notifications`.
 *
 * @throws InputError that names the key.
 */
export function readNoticeSettings(config: Config): NoticeSettings {
  const section = config.getOptionalConfig('slo.notifications');
  const perHour = section?.getOptionalNumber('perHour') ?? DEFAULT_PER_HOUR;
  if (!Number.isInteger(perHour) || perHour < 1) {
    throw new InputError(
      'slo.notifications.perHour must be a whole number of at least 1',
    );
  }
  return { owners: section?.getOptionalBoolean('enabled') ?? true, perHour };
}
