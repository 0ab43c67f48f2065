import { Metadata } from './specs';
import { OpenSloVersion } from './versions';

/** Kinds of OpenSLO. */
export const OPENSLO_KINDS = [
  'Service',
  'SLI',
  'SLO',
  'DataSource',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;

/** One of {@link OPENSLO_KINDS}. */
export type OpenSloKind = (typeof OPENSLO_KINDS)[number];

/**
 * Whether something is wrong, or only unlikely to be meant: warnings leave
 * everything in force.
 */
export type FindingSeverity = 'error' | 'warning';

/** Something in a document that is not as it must be, or hardly meant so. */
export interface DocumentError {
  severity: FindingSeverity;
  /** Path of the file as the loader names it. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Such as `SLO ie-bank-uptime`; absent where the document does not say what it is. */
  document?: string;
  /** Such as `spec.objectives[0].target`; empty for the document as a whole. */
  field: string;
  /** What must stand there. */
  expected: string;
  /** The whole finding in one sentence, without the place. */
  message: string;
}

/** A place in a file; both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Path to a field, such as `['spec', 'objectives', 0, 'target']`. */
export type FieldPath = (string | number)[];

/** One well-formed OpenSLO document. */
export interface OpenSloDocument<Spec = unknown> {
  kind: OpenSloKind;
  version: OpenSloVersion;
  metadata: Metadata;
  /** In the shape of v1, whatever the version; see `specs.ts`. */
  spec: Spec;
  file: string;
  /** The catalog entity that its file was found by. */
  foundBy?: DocumentOwner;
  position: Position;
  /** Path of a field of the v1 shape as the document writes it. */
  written(path: FieldPath): FieldPath;
  /** Place of a field of the v1 shape, or of the nearest thing around it that exists. */
  locate(path: FieldPath): Position;
}

/** A catalog entity whose annotation leads to documents. */
export interface DocumentOwner {
  /** Full ref: what its SLOs measure where they do not say. */
  entityRef: string;
  /** Full ref of its workload: what its SLOs belong to, and no other. */
  workloadRef: string;
}

/** One file, read. */
export interface OpenSloFile {
  file: string;
  /** The catalog entity that it was found by. */
  foundBy?: DocumentOwner;
  documents: OpenSloDocument[];
  errors: DocumentError[];
  /**
   * Workloads whose owners are shown its errors: the one of the entity that it
   * was found by, else those named by annotation anywhere in it, well-formed or
   * not.
   */
  workloadRefs: string[];
}

/** Writes a path the way people do: `spec.objectives[0].target`. */
export function fieldText(path: FieldPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}

/** A {@link DocumentError} about one field. */
export function fieldError(options: {
  document?: string;
  file: string;
  position: Position;
  path: FieldPath;
  /** What stands there; `undefined` when nothing does. */
  found: unknown;
  /** An error unless told. */
  severity?: FindingSeverity;
  /** Whether the field itself does not belong there. */
  unknownField?: boolean;
  expected: string;
}): DocumentError {
  const { document, file, position, path, found, expected } = options;
  const { severity = 'error' } = options;
  const field = fieldText(path);
  const subject = field === '' ? 'The document' : field;
  let state = `is ${textOf(found)}`;
  if (found === undefined) state = 'is missing';
  if (options.unknownField) state = 'is no known field';
  return {
    severity,
    file,
    ...position,
    document,
    field,
    expected,
    message: `${subject} ${state}; expected ${expected}`,
  };
}

/** Of a mapping only the names of its fields: there may be secrets in it. */
function textOf(found: unknown): string {
  if (typeof found !== 'object' || found === null) {
    return shorten(JSON.stringify(found) ?? '');
  }
  if (Array.isArray(found)) {
    return found.length === 0 ? '[]' : `a list of ${found.length}`;
  }
  return shorten(`a mapping of ${Object.keys(found).join(', ') || 'nothing'}`);
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
