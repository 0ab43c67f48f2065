/** A mapping of a parsed document; empty when the value is none. */
export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A list of a parsed document; a single value counts as a list of one, nothing as an empty one. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A scalar of a parsed document as text; empty when it is none. */
export function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return '';
  }
}

/** The scalars among the values of a mapping, by key in lower case. */
export function textsOf(value: unknown): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  for (const [key, item] of Object.entries(objectOf(value))) {
    if (typeof item !== 'object') {
      texts[key.toLocaleLowerCase('en-US')] = textOf(item);
    }
  }
  return texts;
}
