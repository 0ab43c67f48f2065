/** One thing that is to be put right in an estate. */
export interface Finding {
  /** Below the estate's root. */
  path: string;
  /** From 1, where it is known. */
  line?: number;
  message: string;
}

/** As compilers say it: `path:line: message`. */
export function findingText({ path, line, message }: Finding): string {
  const oneLine = message.replace(/\s*\n\s*/g, ' ');
  return `${path}${line === undefined ? '' : `:${line}`}: ${oneLine}`;
}

/** Findings by path and line, each once. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(
    (a, b) =>
      compare(a.path, b.path) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compare(a.message, b.message),
  );
  return sorted.filter(
    (finding, index) =>
      index === 0 || findingText(finding) !== findingText(sorted[index - 1]),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
