import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const TEAM = 'secretExpiry.notifications.platformTeam';

/** How people are told. */
export interface NoticeSettings {
  /** Whether they get notifications of the portal. */
  owners: boolean;
  /** Full ref of who is told of what others ignore. */
  platformTeamRef?: string;
}

/**
 * Reads `secretExpiry.notifications`.
 *
 * @throws InputError that names the key.
 */
export function readNoticeSettings(config: Config): NoticeSettings {
  const enabled = config.getOptionalBoolean(
    'secretExpiry.notifications.enabled',
  );
  const team = config.getOptionalString(TEAM);
  return {
    owners: enabled ?? true,
    platformTeamRef: team === undefined ? undefined : fullRef(team),
  };
}

function fullRef(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    throw new InputError(
      `${TEAM}: expected a ref such as group:default/platform; got '${ref}'`,
    );
  }
}
