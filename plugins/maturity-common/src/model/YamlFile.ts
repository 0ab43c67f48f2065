import { Document, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ModelProblem } from './ModelProblem';
import { FieldPath, Places } from './Places';

/** A YAML file that can say where in it something is wrong. */
export class YamlFile {
  readonly places: Places;
  /** Errors of YAML itself; nothing else can be said of the file while there are any. */
  readonly problems: ModelProblem[];
  /** The content; `undefined` while there are problems. */
  readonly content: unknown;

  constructor(file: string, text: string) {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter });
    this.places = new Places(document, lineCounter, file);
    this.problems = document.errors.map(error =>
      this.places.atOffset(error.pos[0], firstLine(error.message)),
    );
    this.content = this.problems.length > 0 ? undefined : toJs(document);
  }

  /** What is at a path, if it has the shape; otherwise what is wrong with it. */
  check<T>(
    schema: z.ZodType<T>,
    content: unknown,
    path: FieldPath = [],
  ): { data: T; problems?: undefined } | { problems: ModelProblem[] } {
    const checked = schema.safeParse(content);
    if (checked.success) return { data: checked.data };
    return {
      problems: checked.error.issues.map(issue =>
        this.places.at([...path, ...pathOf(issue)], expectationOf(issue)),
      ),
    };
  }
}

function toJs(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    // Aliases that multiply without end.
    return undefined;
  }
}

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

function pathOf(issue: Issue): FieldPath {
  const path = issue.path.map(step =>
    typeof step === 'number' ? step : String(step),
  );
  return issue.code === 'unrecognized_keys' && issue.keys
    ? [...path, issue.keys[0]]
    : path;
}

function expectationOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') {
    return 'expected no such field';
  }
  return issue.message.replace(/^Invalid (input|string|option): /, '');
}

function firstLine(message: string): string {
  return message.split(' at line ')[0].split('\n')[0];
}
