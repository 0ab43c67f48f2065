/**
 * Free text on one line of Markdown, so that a reader sees the characters and
 * nothing is formatted, linked, mentioned or read as HTML.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()<>#+\-.!|~@&:/$^=]/g, character => {
      if (character === '@') return '&#64;';
      if (character === '<') return '&lt;';
      if (character === '>') return '&gt;';
      if (character === '&') return '&amp;';
      if (character === ':' || character === '/') return character;
      return `\\${character}`;
    });
}
