import {
  YamlPath,
  fieldOf,
  keyOffsetOf,
  offsetOf,
  valueAt,
} from '@plumbline/plugin-workload-common';
import { Document, LineCounter, isNode, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Credential } from '../credential';
import { InventoryProblem, ParsedInventory } from './inventory';
import { entrySchema, headerSchema, workloadRefSchema } from './schema';
import { looksLikeValue, nameableKey } from './valueLike';

const MAX_CHARACTERS = 5_000_000;

type Issue = z.core.$ZodIssue;

/**
 * Reads the YAML of an inventory file. Total: a malformed file, document or
 * entry becomes a problem with its position, and the others are still read. No
 * problem repeats what the file says where a value might stand.
 *
 * @param file - how problems name the file.
 */
export function parseInventory(text: string, file: string): ParsedInventory {
  if (text.length > MAX_CHARACTERS) {
    const expected = `at most ${MAX_CHARACTERS} characters in one file`;
    return {
      credentials: [],
      workloadRefs: [],
      problems: [{ file, line: 1, column: 1, field: '', expected }],
    };
  }
  const lines = new LineCounter();
  const inventory: ParsedInventory = {
    credentials: [],
    workloadRefs: [],
    problems: [],
  };
  const refs = new Set<string>();
  const known = new Set<string>();
  // Pretty errors and warnings quote the source, which may be a value.
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    stringKeys: true,
  });
  for (const document of documents) {
    readDocument(document);
  }
  if (
    inventory.problems.length === 0 &&
    documents.every(document => document.contents === null)
  ) {
    report(0, '', 'a credential inventory; the file is empty');
  }
  inventory.workloadRefs = [...refs].sort();
  inventory.problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return inventory;

  function readDocument(document: Document.Parsed) {
    for (const error of document.errors) {
      report(error.pos[0], '', syntaxExpected(error.code));
    }
    if (document.contents === null) return;
    const content = contentOf(document);
    if (content === undefined) return;
    const header = headerSchema.safeParse(content);
    if (!header.success)
      reportIssues(document, [], content, header.error.issues);
    for (const ref of declaredRefs(content)) refs.add(ref);
    inventory.name ??= declaredName(content);
    const apart = header.error?.issues.some(
      ({ path }) => path[0] === 'apiVersion' || path[0] === 'kind',
    );
    const entries = (content as { credentials?: unknown })?.credentials;
    // Entries of another kind of document mean something else.
    if (apart || !Array.isArray(entries)) return;
    entries.forEach((entry, index) => readEntry(document, entry, index));
  }

  function contentOf(document: Document.Parsed): unknown {
    try {
      return document.toJS({ maxAliasCount: 100 });
    } catch {
      if (document.errors.length === 0) {
        report(0, '', 'YAML whose aliases can be resolved');
      }
      return undefined;
    }
  }

  function readEntry(document: Document.Parsed, entry: unknown, index: number) {
    const path: YamlPath = ['credentials', index];
    const workload = workloadRefSchema.safeParse(
      (entry as { workload?: unknown } | null)?.workload,
    );
    if (workload.success) refs.add(workload.data);
    // What a syntax error left of an entry may mean something else.
    if (hasSyntaxError(document, path)) return;
    const result = entrySchema.safeParse(entry);
    if (!result.success) {
      reportIssues(document, path, entry, result.error.issues);
      return;
    }
    const { data } = result;
    const identity = [data.entity ?? '', data.kind, data.name].join('|');
    if (known.has(identity)) {
      report(
        offsetOf(document, [...path, 'name']),
        fieldOf([...path, 'name']),
        'a name that no other entry of the same kind and entity has',
      );
      return;
    }
    known.add(identity);
    inventory.credentials.push(credentialOf(data));
  }

  function reportIssues(
    document: Document.Parsed,
    base: YamlPath,
    input: unknown,
    issues: Issue[],
  ) {
    for (const issue of issues) {
      const path = [...base, ...(issue.path as YamlPath)];
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) reportKey(document, path, key);
        continue;
      }
      const missing = valueAt(input, issue.path as YamlPath) === undefined;
      report(
        offsetOf(document, path),
        fieldOf(path),
        missing ? `${issue.message}; it is missing` : issue.message,
      );
    }
  }

  function reportKey(document: Document.Parsed, path: YamlPath, key: string) {
    const value = looksLikeValue(key);
    report(
      keyOffsetOf(document, path, key),
      fieldOf([...path, nameableKey(key)]),
      value
        ? 'nothing here: Plumbline stores no values; delete it from the file and its history, and rotate the credential'
        : 'nothing here: no field has this name',
    );
  }

  function report(offset: number, field: string, expected: string) {
    // An offset of 0 has no line yet when the file is empty.
    const { line, col } = lines.linePos(offset);
    inventory.problems.push({
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      field,
      expected,
    } satisfies InventoryProblem);
  }
}

function hasSyntaxError(document: Document.Parsed, path: YamlPath): boolean {
  const node = document.getIn(path, true);
  if (!isNode(node) || !node.range) return document.errors.length > 0;
  const [start, , end] = node.range;
  return document.errors.some(({ pos }) => pos[0] >= start && pos[0] <= end);
}

function syntaxExpected(code: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'each key once in a map';
    case 'TAB_AS_INDENT':
      return 'spaces, not tabs, as indentation';
    case 'NON_STRING_KEY':
      return 'a word as the key of a map';
    case 'BAD_INDENT':
      return 'entries of one list or map at the same indentation';
    case 'MISSING_CHAR':
      return 'a closing quote or bracket, or a colon with a space after it';
    default:
      return 'valid YAML (1.2) here';
  }
}

function credentialOf(entry: z.output<typeof entrySchema>): Credential {
  const { workload, entity, owner, runbook, previous = [], ...same } = entry;
  return {
    ...same,
    workloadRef: workload,
    entityRef: entity,
    ownerRef: owner,
    runbookUrl: runbook,
    previous: [...previous].sort((a, b) =>
      b.replaced.localeCompare(a.replaced),
    ),
  };
}

function declaredRefs(content: unknown): string[] {
  const refs = (content as { metadata?: { workloads?: unknown } } | null)
    ?.metadata?.workloads;
  if (!Array.isArray(refs)) return [];
  return refs.flatMap(ref => workloadRefSchema.safeParse(ref).data ?? []);
}

function declaredName(content: unknown): string | undefined {
  return headerSchema.shape.metadata.shape.name.safeParse(
    (content as { metadata?: { name?: unknown } } | null)?.metadata?.name,
  ).data;
}
