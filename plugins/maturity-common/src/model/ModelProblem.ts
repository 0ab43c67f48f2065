/** One thing that is wrong with a model file. */
export interface ModelProblem {
  /** Path or URL of the file, as configured. */
  file: string;
  /** From 1; absent when the file could not be read at all. */
  line?: number;
  /** From 1. */
  column?: number;
  /** Path within the document, such as `levels[0].strategies[2].criteria[0].rule`. */
  field?: string;
  /** What was expected. */
  message: string;
}

/** A problem in one line: `file:line:column field: message`. */
export function describeModelProblem(problem: ModelProblem): string {
  const { file, line, column, field, message } = problem;
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return field ? `${place} ${field}: ${message}` : `${place}: ${message}`;
}
