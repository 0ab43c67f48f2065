import { parseAllDocuments } from 'yaml';
import { parse as parseTomlText } from 'smol-toml';

// Deeper than any file that people write; a parser that recurses could run out of stack.
const MAX_NESTING = 100;

// Parsing takes some microseconds for each character, and nothing else runs meanwhile.
const MAX_YAML_LENGTH = 100_000;

/**
 * The documents of a YAML file; empty when it is no YAML, or longer than
 * anything written by hand. Unknown tags are
 * ignored, aliases are resolved up to a limit.
 */
export function parseYaml(text: string): unknown[] {
  if (text.length > MAX_YAML_LENGTH || nestsTooDeep(text)) return [];
  try {
    const documents = parseAllDocuments(text, {
      // Checking for repeated keys compares each with each.
      uniqueKeys: false,
      merge: true,
      strict: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    if (!Array.isArray(documents)) return [];
    return documents.flatMap(document =>
      document.errors.length > 0
        ? []
        : [document.toJS({ maxAliasCount: 100 }) as unknown],
    );
  } catch {
    return [];
  }
}

/** The value of a JSON file; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** The value of a TOML file; undefined when it is no TOML. */
export function parseToml(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  try {
    return parseTomlText(text);
  } catch {
    return undefined;
  }
}

/** Whether brackets or indentation go deeper than {@link MAX_NESTING}. Brackets in texts count too, which is harmless. */
function nestsTooDeep(text: string): boolean {
  let brackets = 0;
  let lineStart = true;
  let indent = 0;
  let dashes = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\n') {
      lineStart = true;
      indent = 0;
      dashes = 0;
      continue;
    }
    if (lineStart) {
      if (character === ' ') {
        if (++indent > 4 * MAX_NESTING) return true;
        continue;
      }
      // '- - - - x' nests without brackets.
      if (character === '-' || character === '?') {
        if (++dashes > MAX_NESTING && text[i + 1] === ' ') return true;
        continue;
      }
      lineStart = false;
    }
    if (character === '[' || character === '{') {
      if (++brackets > MAX_NESTING) return true;
    } else if (character === ']' || character === '}') {
      if (brackets > 0) brackets--;
    }
  }
  return false;
}
