import { LineCounter, parseAllDocuments } from 'yaml';
import type { FileFinding } from './FileCheck';

/** One document of a YAML file. */
export interface YamlDocument {
  value: unknown;
  /** Where it starts, from 1. */
  line: number;
}

/** The documents of a YAML file, or where it is none. */
export function readYaml(content: string): {
  documents: YamlDocument[];
  findings: FileFinding[];
} {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(content, { lineCounter: lines });
  const documents: YamlDocument[] = [];
  const findings: FileFinding[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const problems = [...document.errors, ...document.warnings];
    findings.push(
      ...problems.map(({ pos, message }) => ({
        line: lines.linePos(pos[0]).line,
        message: `Not well-formed YAML: ${message.split('\n')[0]}`,
      })),
    );
    if (problems.length > 0) continue;
    const [start] = document.contents?.range ?? document.range ?? [0];
    try {
      documents.push({
        value: document.toJS(),
        line: lines.linePos(start).line,
      });
    } catch (error) {
      // Aliases that refer to each other without end.
      findings.push({ message: `Not readable: ${(error as Error).message}` });
    }
  }
  return { documents, findings };
}
