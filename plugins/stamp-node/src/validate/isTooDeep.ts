/** Code of ours is nested 10 deep; parsers overflow their stack at some thousands, and not all recover. */
const DEEPEST = 200;

/** Whether brackets are nested deeper than any file of the estate needs. Those in texts and comments count, too. */
export function isTooDeep(content: string): boolean {
  let depth = 0;
  for (const character of content) {
    if ('([{'.includes(character)) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (')]}'.includes(character)) {
      depth = Math.max(0, depth - 1);
    }
  }
  return false;
}
