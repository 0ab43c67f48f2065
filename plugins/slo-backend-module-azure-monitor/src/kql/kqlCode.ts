// Longest first. Bracketed strings are quoted names.
const TOKEN =
  /\/\/[^\n]*|```[\s\S]*?```|~~~[\s\S]*?~~~|[hH]?@"(?:[^"]|"")*"|[hH]?@'(?:[^']|'')*'|[hH]?"(?:[^"\\\n]|\\.)*"|[hH]?'(?:[^'\\\n]|\\.)*'/g;
const QUOTED_NAME = /^["'](\w[\w .-]*)["']$/;

/** Stands for a string in the code. */
const STRING = '§';

/**
 * A query's code: comments left out, strings replaced by a sign, quoted names
 * bare. What is in it is said by the query itself and not by its data.
 *
 * @throws Error when a string does not end, as it would swallow what is appended.
 */
export function kqlCode(kql: string): string {
  const code = kql.replace(TOKEN, (token, offset: number) => {
    if (token.startsWith('//')) return ' ';
    const name = QUOTED_NAME.exec(token)?.[1];
    return name && isBracketed(kql, offset, token.length) ? name : STRING;
  });
  if (/["'`]|~~~/.test(code)) throw new Error('has a string that does not end');
  return code.replace(
    /\[\s*(\w[\w .-]*)\s*\]/g,
    (whole, name, offset: number) =>
      // `a['b']` is a part of a; `['b']` is a name.
      /[\w\])]\s*$/.test(code.slice(0, offset)) ? whole : ` ${name} `,
  );
}

function isBracketed(kql: string, offset: number, length: number): boolean {
  return (
    /\[\s*$/.test(kql.slice(0, offset)) &&
    /^\s*\]/.test(kql.slice(offset + length))
  );
}

/** What stands outside of all parentheses; nothing when they do not match. */
export function outsideParentheses(code: string): string | undefined {
  let depth = 0;
  let outside = '';
  for (const character of code) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (depth === 0) outside += character;
    if (depth < 0) return undefined;
  }
  return depth === 0 ? outside : undefined;
}
