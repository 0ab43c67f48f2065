import { Shape } from './Shape';

/** Text and numbers that are longer than this, as written, are left out. */
const LONGEST_TEXT = 16_384;
/** A Kubernetes object has at most about 1.5 MB. */
const LONGEST_BYTES = 2_097_152;
/** No field that is looked for has a longer name. */
const LONGEST_NAME = 128;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;

/** An object or array that is being read and of which something is kept. */
type Open =
  | {
      kind: 'object';
      value: Record<string, unknown>;
      fields: Field[];
      /** Of the value that comes next; absent when that is not kept. */
      field?: Field;
    }
  | { kind: 'array'; shape: Shape; value?: unknown[] };

interface Field {
  name: string;
  written: Buffer;
  shape: Shape;
}

type Mode =
  | 'value'
  | 'value-or-end'
  | 'name'
  | 'name-or-end'
  | 'in-name'
  | 'colon'
  | 'after-value'
  | 'in-string'
  | 'in-literal'
  | 'passing-over'
  | 'end';

/** The document is no JSON, or has no end. */
export class JsonFailure extends Error {}

/**
 * Reads JSON from chunks and keeps only what a {@link Shape} names. Of all else
 * no byte is copied and no string is made, so that a secret on the way leaves
 * nothing behind.
 */
export class JsonPicker {
  readonly #onItem: (item: any) => void;
  readonly #fields = new Map<object, Field[]>();
  readonly #open: Open[] = [];
  readonly #name = Buffer.alloc(LONGEST_NAME);
  #nameLength = 0;
  #mode: Mode = 'value';
  /** Of the value that is being read; absent when it is not kept. */
  #shape: Shape | undefined;
  #escaped = false;
  #kept: Buffer[] = [];
  #keptLength = 0;
  /** While passing over: how many objects and arrays are open, and whether in a string. */
  #depth = 0;
  #inString = false;
  #result: unknown;

  /** @param onItem - takes the elements of what the shape says is a `stream`. */
  constructor(shape: Shape, onItem: (item: any) => void = () => {}) {
    this.#shape = shape;
    this.#onItem = onItem;
  }

  /**
   * Takes the next bytes. They may be overwritten afterwards.
   *
   * @throws JsonFailure
   */
  write(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      switch (this.#mode) {
        case 'in-string':
        case 'in-name':
          at = this.#readString(chunk, at);
          break;
        case 'in-literal':
          at = this.#readLiteral(chunk, at);
          break;
        case 'passing-over':
          at = this.#passOver(chunk, at);
          break;
        default:
          this.#step(chunk[at]);
          at += 1;
      }
    }
  }

  /**
   * What was kept.
   *
   * @throws JsonFailure when the document is not complete.
   */
  end(): unknown {
    // Only a number at the top ends with the document.
    if (this.#mode === 'in-literal' && this.#open.length === 0) {
      this.#endLiteral();
    }
    if (this.#mode !== 'end') throw new JsonFailure('The document has no end');
    return this.#result;
  }

  #step(byte: number) {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      return;
    }
    switch (this.#mode) {
      case 'value-or-end':
        if (byte === BRACKET_CLOSE) this.#close();
        else this.#beginValue(byte);
        return;
      case 'value':
        this.#beginValue(byte);
        return;
      case 'name-or-end':
        if (byte === BRACE_CLOSE) this.#close();
        else this.#beginName(byte);
        return;
      case 'name':
        this.#beginName(byte);
        return;
      case 'colon':
        if (byte !== COLON) throw new JsonFailure('A colon is missing');
        this.#mode = 'value';
        return;
      case 'after-value':
        this.#afterValue(byte);
        return;
      default:
        throw new JsonFailure('Something follows the document');
    }
  }

  #beginName(byte: number) {
    if (byte !== QUOTE) throw new JsonFailure('A name is missing');
    this.#nameLength = 0;
    this.#mode = 'in-name';
  }

  #beginValue(byte: number) {
    const shape = this.#shape;
    if (byte === QUOTE) {
      if (shape !== 'text' && shape !== 'bytes') this.#shape = undefined;
      this.#mode = 'in-string';
    } else if (byte === BRACE_OPEN || byte === BRACKET_OPEN) {
      this.#beginNested(byte, shape);
    } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      if (shape !== 'number') this.#shape = undefined;
      this.#mode = 'in-literal';
      this.#keep(Buffer.of(byte));
    } else if (byte === 0x74 || byte === 0x66 || byte === 0x6e) {
      // true, false, null: nothing wants them.
      this.#shape = undefined;
      this.#mode = 'in-literal';
    } else {
      throw new JsonFailure('A value is missing');
    }
  }

  #beginNested(byte: number, shape: Shape | undefined) {
    if (typeof shape === 'object') {
      if (byte === BRACE_OPEN && 'fields' in shape) {
        this.#open.push({
          kind: 'object',
          value: {},
          fields: this.#fieldsOf(shape.fields),
        });
        this.#mode = 'name-or-end';
        return;
      }
      if (byte === BRACKET_OPEN && 'each' in shape) {
        this.#open.push({ kind: 'array', shape: shape.each, value: [] });
        this.#shape = shape.each;
        this.#mode = 'value-or-end';
        return;
      }
      if (byte === BRACKET_OPEN && 'stream' in shape) {
        this.#open.push({ kind: 'array', shape: shape.stream });
        this.#shape = shape.stream;
        this.#mode = 'value-or-end';
        return;
      }
    }
    this.#depth = 1;
    this.#inString = false;
    this.#mode = 'passing-over';
  }

  #readString(chunk: Uint8Array, from: number): number {
    const isName = this.#mode === 'in-name';
    let at = from;
    while (at < chunk.length) {
      const byte = chunk[at];
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        if (isName) {
          this.#readName(chunk, from, at);
          this.#endName();
        } else {
          this.#keep(chunk.subarray(from, at));
          this.#endString();
        }
        return at + 1;
      }
      at += 1;
    }
    if (isName) this.#readName(chunk, from, at);
    else this.#keep(chunk.subarray(from, at));
    return at;
  }

  #readName(chunk: Uint8Array, from: number, to: number) {
    for (let at = from; at < to && this.#nameLength < LONGEST_NAME; at++) {
      this.#name[this.#nameLength] = chunk[at];
      this.#nameLength += 1;
    }
  }

  #endName() {
    const open = this.#open[this.#open.length - 1];
    if (open.kind === 'object') {
      const name = this.#name.subarray(0, this.#nameLength);
      // One with escapes is none of those that are looked for.
      open.field = open.fields.find(({ written }) => written.equals(name));
      this.#shape = open.field?.shape;
    }
    this.#mode = 'colon';
  }

  #endString() {
    const shape = this.#shape;
    if (shape === undefined) {
      this.#endValue(undefined);
      return;
    }
    const bytes = Buffer.concat(this.#kept);
    this.#forgetKept();
    if (shape === 'bytes') {
      this.#endValue(bytes);
      return;
    }
    let text: string;
    try {
      text = JSON.parse(`"${bytes.toString('utf8')}"`);
    } catch {
      throw new JsonFailure('A string is not written as JSON');
    }
    this.#endValue(text);
  }

  #readLiteral(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length && isLiteral(chunk[at])) at += 1;
    this.#keep(chunk.subarray(from, at));
    // What ends it is not part of it.
    if (at < chunk.length) this.#endLiteral();
    return at;
  }

  #endLiteral() {
    let value: number | undefined;
    if (this.#shape === 'number') {
      value = Number(Buffer.concat(this.#kept).toString('latin1'));
      if (Number.isNaN(value)) throw new JsonFailure('A number is malformed');
    }
    this.#forgetKept();
    this.#endValue(value);
  }

  #passOver(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === BRACE_OPEN || byte === BRACKET_OPEN) this.#depth += 1;
      else if (byte === BRACE_CLOSE || byte === BRACKET_CLOSE) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          this.#endValue(undefined);
          return at + 1;
        }
      }
    }
    return chunk.length;
  }

  #keep(bytes: Uint8Array) {
    if (this.#shape === undefined) return;
    this.#keptLength += bytes.length;
    const longest = this.#shape === 'bytes' ? LONGEST_BYTES : LONGEST_TEXT;
    if (this.#keptLength > longest) {
      this.#shape = undefined;
      this.#forgetKept();
    } else if (bytes.length > 0) {
      // A copy: the chunk is overwritten.
      this.#kept.push(Buffer.from(bytes));
    }
  }

  #forgetKept() {
    for (const each of this.#kept) each.fill(0);
    this.#kept = [];
    this.#keptLength = 0;
  }

  /** @param value - `undefined` when it is not kept. */
  #endValue(value: unknown) {
    const open = this.#open[this.#open.length - 1];
    if (!open) {
      this.#result = value;
      this.#mode = 'end';
      return;
    }
    if (value !== undefined) {
      if (open.kind === 'object') open.value[open.field!.name] = value;
      else if (open.value) open.value.push(value);
      else this.#onItem(value);
    }
    this.#mode = 'after-value';
  }

  #afterValue(byte: number) {
    const open = this.#open[this.#open.length - 1];
    if (byte === (open.kind === 'object' ? BRACE_CLOSE : BRACKET_CLOSE)) {
      this.#close();
    } else if (byte !== COMMA) {
      throw new JsonFailure('A comma is missing');
    } else if (open.kind === 'object') {
      this.#mode = 'name';
    } else {
      this.#shape = open.shape;
      this.#mode = 'value';
    }
  }

  #close() {
    const { value } = this.#open.pop()!;
    this.#endValue(value ?? []);
  }

  /** Once for each shape, however many objects have it. */
  #fieldsOf(shapes: { readonly [name: string]: Shape }): Field[] {
    let fields = this.#fields.get(shapes);
    if (!fields) {
      fields = Object.entries(shapes).map(([name, shape]) => ({
        name,
        written: Buffer.from(name),
        shape,
      }));
      this.#fields.set(shapes, fields);
    }
    return fields;
  }
}

/** Digits, signs, letters of numbers, true, false and null. */
function isLiteral(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x45
  );
}
