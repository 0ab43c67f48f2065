/**
 * The structure of HCL (Terraform) and Bicep: names, labels, nested blocks and
 * values as text. Expressions are not evaluated. Nothing is ever rejected: what
 * is not understood is passed over to the end of its line.
 */

/** `name label label = value` or `name label { ... }`. */
export interface Setting {
  name: string;
  labels: string[];
  /** The value as written, without quotes, comments and what is nested in it; at most 500 characters. */
  text: string;
  /** How many elements the lists in the value have. */
  items: number;
  /** Settings in the block, or in objects anywhere in the value. */
  nested: Setting[];
}

/** How texts and comments are written. */
export type Dialect = 'hcl' | 'bicep';

const MAX_DEPTH = 60;
const MAX_TEXT = 500;

type Token =
  | { kind: 'word' | 'text' | 'mark'; value: string }
  | { kind: 'line'; value: '' };

const WORD = /[A-Za-z0-9_.\-]/;

function tokenize(text: string, dialect: Dialect): Token[] {
  const quote = dialect === 'hcl' ? '"' : "'";
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '\n') {
      tokens.push({ kind: 'line', value: '' });
      at++;
    } else if (
      character === '#' ||
      (character === '/' && text[at + 1] === '/')
    ) {
      at = endOf(text, '\n', at);
    } else if (character === '/' && text[at + 1] === '*') {
      at = endOf(text, '*/', at + 2) + 2;
    } else if (dialect === 'bicep' && text.startsWith("'''", at)) {
      const end = endOf(text, "'''", at + 3);
      tokens.push({ kind: 'text', value: text.slice(at + 3, end) });
      at = end + 3;
    } else if (character === quote) {
      const end = endOfText(text, at, quote);
      tokens.push({ kind: 'text', value: text.slice(at + 1, end) });
      at = end + 1;
    } else if (dialect === 'hcl' && text.startsWith('<<', at)) {
      at = endOfHereDocument(text, at);
      tokens.push({ kind: 'text', value: '' }, { kind: 'line', value: '' });
    } else if (WORD.test(character)) {
      const start = at;
      while (at < text.length && WORD.test(text[at])) at++;
      tokens.push({ kind: 'word', value: text.slice(start, at) });
    } else if (character.trim() === '') {
      at++;
    } else {
      const pair = text.slice(at, at + 2);
      const value = ['==', '=>', '!=', '<=', '>='].includes(pair)
        ? pair
        : character;
      tokens.push({ kind: 'mark', value });
      at += value.length;
    }
  }
  return tokens;
}

function endOf(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at;
}

/** Where the closing quote is; texts may hold `${...}` with texts in it. A text ends with its line. */
function endOfText(text: string, start: number, quote: string): number {
  const open = [quote];
  let at = start + 1;
  for (; at < text.length && open.length > 0; at++) {
    const character = text[at];
    const inText = open.at(-1) === quote;
    if (character === '\n' && inText) return at;
    if (inText && character === '\\') {
      at++;
    } else if (character === quote) {
      if (inText) open.pop();
      else open.push(quote);
    } else if (inText) {
      if (
        (character === '$' || character === '%') &&
        text[at + 1] === '{' &&
        text[at - 1] !== character
      ) {
        open.push('{');
        at++;
      }
    } else if (character === '{') {
      open.push('{');
    } else if (character === '}') {
      open.pop();
    }
  }
  return Math.min(at - (open.length === 0 ? 1 : 0), text.length);
}

function endOfHereDocument(text: string, start: number): number {
  const lineEnd = endOf(text, '\n', start);
  const marker = text
    .slice(start + 2, lineEnd)
    .replace('-', '')
    .trim();
  if (!/^\w+$/.test(marker)) return start + 2;
  let at = lineEnd + 1;
  while (at < text.length) {
    const end = endOf(text, '\n', at);
    if (text.slice(at, end).trim() === marker) return end;
    at = end + 1;
  }
  return text.length;
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  /** Settings up to the closing brace, or to the end of the file. */
  settings(depth: number, inBraces: boolean): Setting[] {
    if (depth > MAX_DEPTH) {
      this.#skipBlock();
      return [];
    }
    const settings: Setting[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token) return settings;
      if (token.value === '}' && token.kind === 'mark') {
        this.#at++;
        if (inBraces) return settings;
      } else if (token.kind === 'word' || token.kind === 'text') {
        this.#at++;
        const setting = this.#setting(token.value, depth);
        if (setting) settings.push(setting);
      } else {
        this.#at++;
        if (token.kind === 'mark' && token.value !== ',') this.#value(depth);
      }
    }
  }

  #setting(name: string, depth: number): Setting | undefined {
    const labels: string[] = [];
    let token = this.#tokens[this.#at];
    while (token?.kind === 'word' || token?.kind === 'text') {
      labels.push(token.value);
      token = this.#tokens[++this.#at];
    }
    if (this.#is('=') || this.#is(':')) {
      this.#at++;
      return { name, labels, ...this.#value(depth) };
    }
    if (this.#is('{')) {
      this.#at++;
      const nested = this.settings(depth + 1, true);
      return { name, labels, text: '', items: 0, nested };
    }
    this.#value(depth);
    return undefined;
  }

  #value(depth: number): Pick<Setting, 'text' | 'items' | 'nested'> {
    const value: Pick<Setting, 'text' | 'items' | 'nested'> = {
      text: '',
      items: 0,
      nested: [],
    };
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.kind === 'line') return value;
      if (token.kind === 'mark') {
        switch (token.value) {
          case ',':
          case '}':
          case ']':
          case ')':
            return value;
          case '{':
            this.#at++;
            for (const setting of this.settings(depth + 1, true)) {
              value.nested.push(setting);
            }
            continue;
          case '[':
            this.#at++;
            value.items += this.#elements(']', value, depth + 1);
            continue;
          case '(':
            this.#at++;
            this.#elements(')', value, depth + 1);
            continue;
          default:
        }
      }
      append(value, token.value);
      this.#at++;
    }
  }

  /** Elements of a list, or arguments of a call, into the value that they belong to. */
  #elements(
    close: string,
    into: Pick<Setting, 'text' | 'nested'>,
    depth: number,
  ): number {
    let count = 0;
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || this.#is('}') || depth > MAX_DEPTH) return count;
      if (token.kind === 'line' || this.#is(',')) {
        this.#at++;
      } else if (this.#is(']') || this.#is(')')) {
        this.#at++;
        if (token.value === close) return count;
      } else {
        const element = this.#value(depth);
        count++;
        append(into, element.text);
        for (const setting of element.nested) into.nested.push(setting);
      }
    }
  }

  #is(mark: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'mark' && token.value === mark;
  }

  #skipBlock(): void {
    let open = 1;
    while (open > 0 && this.#at < this.#tokens.length) {
      if (this.#is('{')) open++;
      else if (this.#is('}')) open--;
      this.#at++;
    }
  }
}

/** The settings of a file. Takes time linear in its length. */
export function parseBlocks(text: string, dialect: Dialect): Setting[] {
  return new Parser(tokenize(text, dialect)).settings(0, false);
}

function append(value: { text: string }, text: string): void {
  if (value.text.length < MAX_TEXT && text !== '') {
    value.text += (value.text === '' ? '' : ' ') + text.slice(0, MAX_TEXT);
  }
}
