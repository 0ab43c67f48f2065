/**
 * A list of a family's facts, sorted.
 *
 * A name on it is certain, so the list stands as soon as it holds one. An empty
 * list claims that there is none, which only holds when everything was seen:
 * otherwise nothing is said, so that what is missing never looks good.
 *
 * @param sawAll - whether everything that could be on the list was seen.
 */
export function factList(
  found: string[],
  sawAll: boolean,
): string[] | undefined {
  return found.length > 0 || sawAll ? [...found].sort() : undefined;
}
