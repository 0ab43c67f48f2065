import {
  DocumentError,
  FieldPath,
  FindingSeverity,
  OpenSloDocument,
  fieldError,
  fieldText,
} from './document';

/** A finding about one field of a well-formed document that holds something unexpected. */
export function errorAt(
  document: OpenSloDocument,
  path: FieldPath,
  found: unknown,
  expected: string,
  severity: FindingSeverity = 'error',
): DocumentError {
  return fieldError({
    document: `${document.kind} ${document.metadata.name}`,
    file: document.file,
    position: document.locate(path),
    path: document.written(path),
    found,
    expected,
    severity,
  });
}

/** A finding about one field in words of its own, such as why an alert never fires. */
export function remarkAt(
  document: OpenSloDocument,
  path: FieldPath,
  options: { severity: FindingSeverity; message: string; expected: string },
): DocumentError {
  const field = fieldText(document.written(path));
  const { severity, message, expected } = options;
  return {
    severity,
    file: document.file,
    ...document.locate(path),
    document: `${document.kind} ${document.metadata.name}`,
    field,
    expected,
    message: field === '' ? message : `${field}: ${message}`,
  };
}

/** Each finding once, by file, line and column. */
export function orderFindings(findings: DocumentError[]): DocumentError[] {
  const keyOf = (each: DocumentError) =>
    `${each.file}:${each.line}:${each.column}:${each.message}`;
  return [...new Map(findings.map(each => [keyOf(each), each])).values()].sort(
    (a, b) =>
      a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  );
}
