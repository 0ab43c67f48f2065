import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * An address that secrets or tokens are sent to, so never one in the clear.
 * Without slashes at its end; `{region}` in it may be filled in later.
 *
 * @param place - path of the section, for the error.
 * @throws InputError that names the key.
 */
export function readHttpsUrl(
  section: Config | undefined,
  key: string,
  place: string,
  fallback: string,
): string {
  const url = section?.getOptionalString(key) ?? fallback;
  const parsed = URL.parse(url.replace('{region}', 'region'));
  if (parsed?.protocol !== 'https:') {
    throw new InputError(`${place}.${key} must be an https URL`);
  }
  return url.replace(/\/+$/, '');
}
