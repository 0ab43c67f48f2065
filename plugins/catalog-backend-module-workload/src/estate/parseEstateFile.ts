import { Entity, KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { Document, LineCounter, isNode, parseAllDocuments } from 'yaml';

/** What the catalog demands of an entity before it takes the file at all. */
const ENVELOPE: {
  field: string[];
  expected: string;
  holds: (value: unknown) => boolean;
}[] = [
  {
    field: ['apiVersion'],
    expected: 'an API version such as backstage.io/v1alpha1',
    holds: value => KubernetesValidatorFunctions.isValidApiVersion(value),
  },
  {
    field: ['kind'],
    expected: 'a kind such as Resource',
    holds: value => KubernetesValidatorFunctions.isValidKind(value),
  },
  {
    field: ['metadata', 'name'],
    expected:
      'a name of at most 63 letters, digits and - _ . that starts and ends with a letter or digit',
    holds: value => KubernetesValidatorFunctions.isValidObjectName(value),
  },
  {
    field: ['metadata', 'namespace'],
    expected: 'nothing, or a namespace in lower case',
    holds: value =>
      value === undefined ||
      KubernetesValidatorFunctions.isValidNamespace(value),
  },
  {
    field: ['metadata', 'annotations'],
    expected: 'nothing, or a mapping',
    holds: isMappingOrAbsent,
  },
  {
    field: ['spec'],
    expected: 'nothing, or a mapping',
    holds: isMappingOrAbsent,
  },
];

/**
 * The entities of one YAML file.
 *
 * @throws Error whose message starts with `<path>:<line>` and names the field,
 * what was found and what was expected.
 */
export function parseEstateFile(path: string, text: string): Entity[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  if (!Array.isArray(documents)) return [];
  return documents
    .filter(document => document.errors.length > 0 || document.toJS() !== null)
    .map(document => {
      const [error] = document.errors;
      if (error) {
        const { line } = lines.linePos(error.pos[0]);
        throw new Error(`${path}:${line} is not YAML: ${error.message}`);
      }
      const value = document.toJS();
      for (const check of ENVELOPE) {
        const found = valueAt(value, check.field);
        if (check.holds(found)) continue;
        const line = lineOf(document, check.field, lines);
        throw new Error(
          `${path}:${line} ${check.field.join('.')}: found ${
            found === undefined ? 'nothing' : JSON.stringify(found)
          }, expected ${check.expected}`,
        );
      }
      return value as Entity;
    });
}

function isMappingOrAbsent(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === 'object' && value !== null && !Array.isArray(value))
  );
}

function valueAt(value: unknown, field: string[]): unknown {
  return field.reduce<any>((each, key) => each?.[key], value);
}

/** Line of the field, or of the closest thing around it that is there. */
function lineOf(
  document: Document.Parsed,
  field: string[],
  lines: LineCounter,
): number {
  for (let length = field.length; length > 0; length--) {
    const node = document.hasIn(field.slice(0, length))
      ? document.getIn(field.slice(0, length), true)
      : undefined;
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return lines.linePos(document.contents?.range?.[0] ?? 0).line;
}
