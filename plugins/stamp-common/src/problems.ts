import { z } from 'zod';

const MOST_PROBLEMS = 20;
const LONGEST = 300;

/** What a schema holds against a value: one `field: problem` each, at most 20, none longer than 300 characters. */
export function describeProblems(error: z.ZodError): string[] {
  return error.issues.slice(0, MOST_PROBLEMS).map(issue => {
    const path = issue.path.map(part => shown(String(part))).join('.');
    return `${path || '(all)'}: ${shown(issue.message)}`.slice(0, LONGEST);
  });
}

/** Names of keys come from outside, too: nothing unseen reaches a log or a page. */
function shown(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(
      /[^\x20-\x7e]/gu,
      char => `\\u{${char.codePointAt(0)!.toString(16)}}`,
    );
}
