import {
  Document,
  LineCounter,
  isMap,
  isScalar,
  parseAllDocuments,
} from 'yaml';
import {
  DocumentError,
  FieldPath,
  OPENSLO_KINDS,
  OpenSloDocument,
  OpenSloFile,
  OpenSloKind,
  Position,
  fieldError,
} from './document';
import { metadataSchema, specSchemas } from './schema';
import { workloadRefFrom } from './catalogRefs';

const API_VERSION = 'openslo/v1';
const TOP_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Annotation that names the workload an SLO belongs to. */
export const WORKLOAD_ANNOTATION = 'plumbline.io/workload';

/**
 * Reads a file of OpenSLO v1 documents. What is malformed becomes an error with
 * its place and what was expected; the other documents of the file are read
 * all the same. References are not followed here.
 */
export function parseOpenSlo(file: string, text: string): OpenSloFile {
  const lines = new LineCounter();
  const result: OpenSloFile = {
    file,
    documents: [],
    errors: [],
    workloadRefs: workloadRefsIn(text),
  };
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  for (const document of Array.isArray(parsed) ? parsed : []) {
    if (document.errors.length > 0) {
      const [error] = document.errors;
      result.errors.push({
        file,
        ...toPosition(lines, error.pos[0]),
        field: '',
        expected: 'well-formed YAML',
        message: `Not well-formed YAML: ${error.message
          .split('\n')[0]
          .replace(/ at line \d+.*$/, '')}`,
      });
    } else if (document.contents !== null) {
      readDocument(file, document, lines, result);
    }
  }
  return result;
}

function readDocument(
  file: string,
  document: Document,
  lines: LineCounter,
  result: OpenSloFile,
) {
  const locate = (path: FieldPath) => locateField(document, lines, path);
  const value = document.toJS() as Record<string, unknown>;
  const errors: DocumentError[] = [];
  const kind = OPENSLO_KINDS.find(known => known === value?.kind);
  const label = documentLabel(value);
  const report: Report = (path, expected, unknownField = false) => {
    errors.push(
      fieldError({
        document: label,
        file,
        position: locateField(document, lines, path, unknownField),
        path,
        found: valueAt(value, path),
        unknownField,
        expected,
      }),
    );
  };

  if (!isMap(document.contents)) {
    report([], 'a mapping with apiVersion, kind, metadata and spec');
  } else {
    if (value.apiVersion !== API_VERSION) report(['apiVersion'], API_VERSION);
    if (!kind) report(['kind'], OPENSLO_KINDS.join(', '));
    for (const key of Object.keys(value)) {
      if (!TOP_FIELDS.includes(key)) {
        report([key], `only ${TOP_FIELDS.join(', ')}`, true);
      }
    }
  }
  let metadata: OpenSloDocument['metadata'] | undefined;
  let spec: unknown;
  if (errors.length === 0 && kind) {
    const checkedMetadata = metadataSchema.safeParse(value.metadata);
    if (checkedMetadata.success) {
      const { name, displayName, annotations = {} } = checkedMetadata.data;
      metadata = {
        name,
        displayName,
        annotations: Object.fromEntries(
          Object.entries(annotations).map(([key, text]) => [key, String(text)]),
        ),
      };
    } else {
      reportIssues(checkedMetadata.error.issues, ['metadata'], report);
    }
    // A Service may leave its spec out: everything in it is optional.
    const checkedSpec = specSchemas[kind].safeParse(
      kind === 'Service' ? value.spec ?? {} : value.spec,
    );
    if (checkedSpec.success) spec = checkedSpec.data;
    else reportIssues(checkedSpec.error.issues, ['spec'], report);
  }
  result.errors.push(...errors);
  if (errors.length === 0 && kind && metadata) {
    const position = locate([]);
    result.documents.push({ kind, metadata, spec, file, position, locate });
  }
}

type Report = (
  path: FieldPath,
  expected: string,
  unknownField?: boolean,
) => void;

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

function reportIssues(
  issues: readonly object[],
  prefix: FieldPath,
  report: Report,
) {
  for (const issue of issues as Issue[]) {
    const path = [...prefix, ...(issue.path as FieldPath)];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys ?? []) {
        report([...path, key], issue.message, true);
      }
    } else {
      report(path, issue.message);
    }
  }
}

function documentLabel(value: unknown): string | undefined {
  const { kind, metadata } = (value ?? {}) as {
    kind?: OpenSloKind;
    metadata?: { name?: string };
  };
  if (typeof kind !== 'string') return undefined;
  const name = metadata?.name;
  return typeof name === 'string' ? `${kind} ${name}` : kind;
}

function valueAt(value: unknown, path: FieldPath): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

function locateField(
  document: Document,
  lines: LineCounter,
  path: FieldPath,
  ofKey = false,
): Position {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        item => isScalar(item.key) && item.key.value === key,
      );
      const node = isScalar(pair?.value) && !ofKey ? pair?.value : pair?.key;
      if (isScalar(node) && node.range) return toPosition(lines, node.range[0]);
    }
    const node = document.getIn(path.slice(0, depth), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return toPosition(lines, node.range[0]);
  }
  const contents = document.contents as { range?: [number, number, number] };
  return toPosition(lines, contents?.range?.[0] ?? 0);
}

function toPosition(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

// By pattern, because a file whose YAML is broken must still reach its owner.
function workloadRefsIn(text: string): string[] {
  const refs = new Set<string>();
  for (const [, written] of text.matchAll(
    /^\s*["']?plumbline\.io\/workload["']?:[ \t]*["']?([^\s"'#]+)/gm,
  )) {
    const ref = workloadRefFrom(written);
    if (ref) refs.add(ref);
  }
  return [...refs];
}
