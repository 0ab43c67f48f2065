import {
  Document,
  LineCounter,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
} from 'yaml';
import { workloadRefFrom } from './catalogRefs';
import {
  DocumentError,
  DocumentOwner,
  FieldPath,
  OPENSLO_KINDS,
  OpenSloFile,
  OpenSloKind,
  Position,
  fieldError,
} from './document';
import { versionSchemas } from './schema';
import { Metadata } from './specs';
import { pathInV2alpha, specOfV2alpha } from './v2alpha';
import { OPENSLO_VERSIONS } from './versions';

const TOP_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];
const MAPPING = 'a mapping with apiVersion, kind, metadata and spec';

/**
 * Reads a file of OpenSLO documents, v1 or v2alpha, as YAML or JSON: one after
 * another or as a list. What is malformed becomes an error with its place and
 * what was expected; the other documents of the file are read all the same.
 * References are not followed here.
 *
 * @param foundBy - the catalog entity that leads to the file, if one does.
 */
export function parseOpenSlo(
  file: string,
  text: string,
  foundBy?: DocumentOwner,
): OpenSloFile {
  const lines = new LineCounter();
  const result: OpenSloFile = {
    file,
    foundBy,
    documents: [],
    errors: [],
    workloadRefs: foundBy ? [foundBy.workloadRef] : workloadRefsIn(text),
  };
  const reportYaml = (position: Position, message: string) =>
    result.errors.push({
      severity: 'error',
      file,
      ...position,
      field: '',
      expected: 'well-formed YAML',
      message: `Not well-formed YAML: ${message}`,
    });
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  for (const document of Array.isArray(parsed) ? parsed : []) {
    if (document.errors.length > 0) {
      const [error] = document.errors;
      reportYaml(
        toPosition(lines, error.pos[0]),
        error.message.split('\n')[0].replace(/ at line \d+.*$/, ''),
      );
    } else if (document.contents !== null) {
      try {
        readValues(document, lines, result);
      } catch (error) {
        // Aliases that refer to each other without end.
        const { message } = error as Error;
        reportYaml(locateField(document, lines, []), message);
      }
    }
  }
  return result;
}

function readValues(
  document: Document,
  lines: LineCounter,
  result: OpenSloFile,
) {
  const value: unknown = document.toJS();
  if (isSeq(document.contents)) {
    (value as unknown[]).forEach((item, index) =>
      readDocument(item, [index], document, lines, result),
    );
  } else {
    readDocument(value, [], document, lines, result);
  }
}

function readDocument(
  value: unknown,
  within: FieldPath,
  document: Document,
  lines: LineCounter,
  result: OpenSloFile,
) {
  const { file, foundBy } = result;
  const errors: DocumentError[] = [];
  const label = documentLabel(value);
  const report: Report = (path, expected, unknownField = false) => {
    errors.push(
      fieldError({
        document: label,
        file,
        position: locateField(
          document,
          lines,
          [...within, ...path],
          unknownField,
        ),
        path,
        found: valueAt(value, path),
        unknownField,
        expected,
      }),
    );
  };
  const top = readTop(value, report);
  let metadata: Metadata | undefined;
  let spec: unknown;
  if (errors.length === 0 && top) {
    const schema = versionSchemas[top.version];
    const checkedMetadata = schema.metadata.safeParse(top.metadata);
    if (checkedMetadata.success) metadata = checkedMetadata.data as Metadata;
    else reportIssues(checkedMetadata.error.issues, ['metadata'], report);
    // A Service may leave its spec out: everything in it is optional.
    const checkedSpec = schema.spec[top.kind].safeParse(
      top.kind === 'Service' ? top.spec ?? {} : top.spec,
    );
    if (checkedSpec.success) spec = checkedSpec.data;
    else reportIssues(checkedSpec.error.issues, ['spec'], report);
  }
  result.errors.push(...errors);
  if (errors.length > 0 || !top || !metadata) return;
  const { kind, version } = top;
  const isV1 = version === 'openslo/v1';
  const written = (path: FieldPath) => (isV1 ? path : pathInV2alpha(path));
  const locate = (path: FieldPath) =>
    locateField(document, lines, [...within, ...written(path)]);
  result.documents.push({
    kind,
    version,
    metadata,
    spec: isV1 ? spec : specOfV2alpha(kind, spec),
    file,
    foundBy,
    position: locate([]),
    written,
    locate,
  });
}

function readTop(value: unknown, report: Report) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report([], MAPPING);
    return undefined;
  }
  const top = value as Record<string, unknown>;
  const version = OPENSLO_VERSIONS.find(known => known === top.apiVersion);
  const kind = OPENSLO_KINDS.find(known => known === top.kind);
  if (!version) report(['apiVersion'], OPENSLO_VERSIONS.join(' or '));
  if (!kind) report(['kind'], OPENSLO_KINDS.join(', '));
  for (const key of Object.keys(top)) {
    if (!TOP_FIELDS.includes(key)) {
      report([key], `only ${TOP_FIELDS.join(', ')}`, true);
    }
  }
  if (!version || !kind) return undefined;
  return { version, kind, metadata: top.metadata, spec: top.spec };
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
