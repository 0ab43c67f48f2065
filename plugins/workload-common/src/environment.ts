/** Usual words for the same environment. */
const SYNONYMS = new Map([
  ['development', 'dev'],
  ['testing', 'test'],
  ['qa', 'test'],
  ['staging', 'uat'],
  ['stage', 'uat'],
  ['acceptance', 'uat'],
  ['preprod', 'uat'],
  ['production', 'prod'],
  ['prd', 'prod'],
  ['live', 'prod'],
]);

/**
 * The environment that a team's word means: `dev`, `test`, `uat` and `prod` for
 * their usual synonyms, in any case; any other word in lower case. `undefined`
 * for what is no word.
 */
export function environmentOf(said: unknown): string | undefined {
  if (typeof said !== 'string') return undefined;
  const word = said.trim().toLocaleLowerCase('en-US');
  return word === '' ? undefined : SYNONYMS.get(word) ?? word;
}

/** Whether a team's word means the environment that users work with. */
export function isProduction(said: unknown): boolean {
  return environmentOf(said) === 'prod';
}
