import { isOneLine, lengthOf, quoted } from './freeText';

/**
 * Name of a tag that every Azure resource takes: Private DNS zones and Front
 * Door allow the least. Microsoft Learn, 'Use tags to organize your resources'.
 */
export const TAG_NAME_PATTERN =
  /^(?!azure|microsoft|windows)[a-z_][a-z0-9_.-]{0,127}$/i;

/** Most characters of a tag's value. */
export const MAX_TAG_VALUE = 256;

/** Most tags of a resource: DNS zones take no more. */
export const MAX_TAGS = 15;

/** Tags that a plan sets itself. */
export const OWN_TAGS = ['environment', 'owner', 'stamp', 'workload'] as const;

/** What is wrong with tags that a policy adds; `undefined` when nothing is. */
export function tagsProblem(tags: Record<string, string>): string | undefined {
  const names = Object.keys(tags);
  const own = OWN_TAGS.length;
  if (names.length > MAX_TAGS - own) {
    return `at most ${MAX_TAGS - own} tags, beside ${OWN_TAGS.join(
      ', ',
    )}; there are ${names.length}`;
  }
  const seen = new Set<string>(OWN_TAGS);
  for (const name of names) {
    if (!TAG_NAME_PATTERN.test(name)) {
      return `${quoted(
        name,
      )} is no tag that every Azure resource takes: expected up to 128 letters, digits, '_', '.' and '-', not starting with a digit, azure, microsoft or windows`;
    }
    const lower = name.toLocaleLowerCase('en-US');
    if (seen.has(lower)) {
      return `the tag ${quoted(name)} is set already; case does not count`;
    }
    seen.add(lower);
    if (!isTagValue(tags[name])) {
      return `the value of ${quoted(
        name,
      )} must be one line of at most ${MAX_TAG_VALUE} characters`;
    }
  }
  return undefined;
}

/** Whether Azure takes a text as a tag's value. */
export function isTagValue(value: string): boolean {
  return isOneLine(value) && lengthOf(value) <= MAX_TAG_VALUE;
}
