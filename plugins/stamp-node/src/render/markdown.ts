/** Stands between two characters that a host would else read as one thing. */
const APART = '&#8203;';

/**
 * Free text on one line of Markdown, so that a reader sees its characters: it
 * is not formatted, is no HTML, and neither links, mentions nor refers to
 * anything. Hosts look for mentions in the text as shown, so that escaping
 * alone does not keep them from it.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()|~$]/g, '\\$&')
    .replace(/[@#!](?=\S)/g, `$&${APART}`)
    .replace(/:\/\//g, `:${APART}//`)
    .replace(/www\./gi, `$&${APART}`)
    .replace(/^[-+=#]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
