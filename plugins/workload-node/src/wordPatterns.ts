/** Patterns of `like ... escape '\'`, one for each lower-case word of a search that must be contained as it is. */
export function wordPatterns(text: string | undefined): string[] {
  return (text ?? '')
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}
