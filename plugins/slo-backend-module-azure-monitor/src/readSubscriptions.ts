import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The key `subscriptions` of a section: GUIDs in lower case.
 *
 * @param place - path of the section, for errors.
 * @throws InputError that names the key and says what is expected.
 */
export function readSubscriptions(
  section: Config | undefined,
  place: string,
): Set<string> {
  const guids = readTexts(
    section,
    place,
    'subscriptions',
    GUID,
    "a subscription's GUID",
  );
  return new Set(guids?.map(guid => guid.toLowerCase()));
}

/**
 * A list of texts of one form; nothing when the key is not there.
 *
 * @throws InputError that names the key and says what is expected.
 */
export function readTexts(
  section: Config | undefined,
  place: string,
  key: string,
  pattern: RegExp,
  expected: string,
): string[] | undefined {
  const texts = section?.getOptionalStringArray(key);
  texts?.forEach((text, index) => {
    if (!pattern.test(text)) {
      throw new InputError(
        `${place}.${key}[${index}] is '${text}'; expected ${expected}`,
      );
    }
  });
  return texts;
}
