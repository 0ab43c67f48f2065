import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  CREDENTIAL_KINDS,
  DEFAULT_EXPIRY_POLICY,
  ExpiryPolicy,
  isMaxLifetime,
} from '@plumbline/plugin-secret-expiry-common';

const KEY = 'secretExpiry.policy.maxLifetime';

/**
 * What is asked of credentials: {@link DEFAULT_EXPIRY_POLICY}, changed by
 * `secretExpiry.policy`; `unlimited` lets a kind live for ever.
 *
 * @throws InputError that names the key and what belongs there.
 */
export function readExpiryPolicy(config: Config): ExpiryPolicy {
  const maxLifetime = { ...DEFAULT_EXPIRY_POLICY.maxLifetime };
  const given = config.getOptionalConfig(KEY);
  for (const name of given?.keys() ?? []) {
    const kind = CREDENTIAL_KINDS.find(known => known === name);
    if (!kind) {
      throw new InputError(
        `${KEY}.${name}: expected one of ${CREDENTIAL_KINDS.join(', ')}`,
      );
    }
    const text = given!.getString(name);
    if (text !== 'unlimited' && !isMaxLifetime(text)) {
      throw new InputError(
        `${KEY}.${name}: expected an ISO 8601 duration above zero such as P1Y or P398D, or unlimited`,
      );
    }
    maxLifetime[kind] = text === 'unlimited' ? undefined : text;
  }
  return { maxLifetime };
}
