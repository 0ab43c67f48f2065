import { Document, LineCounter, Node, isMap, isScalar } from 'yaml';
import { ModelProblem } from './ModelProblem';

/** Steps from the root of a document to a field. */
export type FieldPath = (string | number)[];

/** Finds where in the file a field is. */
export class Places {
  readonly #document: Document;
  readonly #lineCounter: LineCounter;
  readonly #file: string;

  constructor(document: Document, lineCounter: LineCounter, file: string) {
    this.#document = document;
    this.#lineCounter = lineCounter;
    this.#file = file;
  }

  atOffset(offset: number, message: string, field?: string): ModelProblem {
    const { line, col } = this.#lineCounter.linePos(offset);
    return { file: this.#file, line, column: col, field, message };
  }

  /** At a field, or, where it is missing, at the nearest thing around it. */
  at(path: FieldPath, message: string, offsetInText = 0): ModelProblem {
    const field = path.reduce<string>(
      (text, step) =>
        typeof step === 'number'
          ? `${text}[${step}]`
          : [text, step].filter(Boolean).join('.'),
      '',
    );
    return this.atOffset(
      this.#offsetOf(path, offsetInText),
      message,
      field || undefined,
    );
  }

  #offsetOf(path: FieldPath, offsetInText: number): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true);
      const start = (node as Node | undefined)?.range?.[0];
      if (start === undefined) continue;
      return length === path.length
        ? start + inText(node, offsetInText)
        : start;
    }
    const { contents } = this.#document;
    return (isMap(contents) && contents.range?.[0]) || 0;
  }
}

/** In a text that is folded over lines the place within it cannot be told from an offset. */
function inText(node: unknown, offset: number): number {
  if (!isScalar(node) || typeof node.source !== 'string') return 0;
  switch (node.type) {
    case 'PLAIN':
      return node.source.includes('\n') ? 0 : offset;
    case 'QUOTE_SINGLE':
    case 'QUOTE_DOUBLE':
      return node.source.includes('\n') ? 0 : offset + 1;
    default:
      return 0;
  }
}
