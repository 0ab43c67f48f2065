import { RepositoryFactName } from '@plumbline/plugin-maturity-common';

/** How many findings of one fact are kept. */
export const FINDINGS_PER_FACT = 50;
const FINDING_LENGTH = 200;

/** Facts that follow from the repositories that were read, not from their files. */
export type DerivedFactName = 'repositories' | 'unsupportedRuntimes';

/** Facts that the files of a repository give. */
export type FileFactName = Exclude<RepositoryFactName, DerivedFactName>;

/** What was found in a repository; a fact of which nothing was found is left out. */
export type RepositoryFindings = Partial<Record<FileFactName, string[]>>;

/**
 * Collects findings: paths, and names of what was found there. No content of a
 * file belongs in a finding.
 */
export class Findings {
  readonly #byFact = new Map<FileFactName, Set<string>>();

  /** @param what - the name of what was found in the file. */
  add(fact: FileFactName, pathOrValue: string, what?: string): void {
    const finding = tidy(what ? `${pathOrValue}: ${what}` : pathOrValue);
    if (finding === '') return;
    const findings = this.#byFact.get(fact);
    if (findings) findings.add(finding);
    else this.#byFact.set(fact, new Set([finding]));
  }

  has(fact: FileFactName): boolean {
    return this.#byFact.has(fact);
  }

  /** Sorted, each once, and of each fact the first {@link FINDINGS_PER_FACT}. */
  toRecord(): RepositoryFindings {
    const record: RepositoryFindings = {};
    for (const [fact, findings] of this.#byFact) {
      record[fact] = [...findings].sort().slice(0, FINDINGS_PER_FACT);
    }
    return record;
  }
}

function tidy(text: string): string {
  const short =
    text.length > FINDING_LENGTH
      ? `${text.slice(0, FINDING_LENGTH - 1)}…`
      : text;
  // eslint-disable-next-line no-control-regex
  return short.replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
}
