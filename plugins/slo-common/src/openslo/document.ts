/** Kinds of OpenSLO v1. */
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

/** Something in a document that is not as it must be. */
export interface DocumentError {
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

/** `metadata` of every OpenSLO document. */
export interface OpenSloMetadata {
  name: string;
  displayName?: string;
  annotations: Record<string, string>;
}

/** One well-formed OpenSLO document. */
export interface OpenSloDocument<Spec = unknown> {
  kind: OpenSloKind;
  metadata: OpenSloMetadata;
  spec: Spec;
  file: string;
  position: Position;
  /** Place of a field, or of the nearest thing around it that exists. */
  locate(path: FieldPath): Position;
}

/** One file, read. */
export interface OpenSloFile {
  file: string;
  documents: OpenSloDocument[];
  errors: DocumentError[];
  /**
   * Workloads named by annotation anywhere in the file, well-formed or not: the
   * ones whose owners are shown its errors.
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
  /** Whether the field itself does not belong there. */
  unknownField?: boolean;
  expected: string;
}): DocumentError {
  const { document, file, position, path, found, expected } = options;
  const field = fieldText(path);
  const subject = field === '' ? 'The document' : field;
  let state = `is ${shorten(JSON.stringify(found) ?? '')}`;
  if (found === undefined) state = 'is missing';
  if (options.unknownField) state = 'is no known field';
  return {
    file,
    ...position,
    document,
    field,
    expected,
    message: `${subject} ${state}; expected ${expected}`,
  };
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
