/**
 * A line with its characters that nobody sees, or that turn the direction of
 * what follows, written as their codes: what is reviewed is what is there.
 */
export function seen(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, char =>
    char === '\t' ? char : `\\u{${char.codePointAt(0)!.toString(16)}}`,
  );
}
