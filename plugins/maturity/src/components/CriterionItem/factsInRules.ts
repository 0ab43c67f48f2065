const STRING = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g;
const FACT = /(?<![\w.])([A-Za-z]\w*\.[A-Za-z]\w*)\b(?!\s*\()/g;

/**
 * Full names of the facts that rules read, in their order. Only facts have a
 * dot in their name that is not the call of a function: lists hold strings.
 *
 * @param rules - as written.
 */
export function factsInRules(...rules: (string | undefined)[]): string[] {
  const names = rules.flatMap(rule =>
    [...(rule ?? '').replace(STRING, "''").matchAll(FACT)].map(
      ([, name]) => name,
    ),
  );
  return [...new Set(names)];
}
