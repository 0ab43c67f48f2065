import { Document, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import {
  YamlPath,
  fieldOf,
  keyOffsetOf,
  offsetOf,
  valueAt,
} from '../yamlPlaces';
import { HealthModel, HealthModelProblem } from './healthModel';
import {
  HEALTH_MODEL_API_VERSION,
  HEALTH_MODEL_KIND,
  healthModelSchema,
} from './healthModelSchema';
import { userFlowRef } from './userFlows';

const MAX_CHARACTERS = 500_000;

/** A health model, or all that is wrong with its text. */
export type ParsedHealthModel =
  | { name: string; model: HealthModel; problems?: undefined }
  | { model?: undefined; problems: HealthModelProblem[] };

/**
 * Reads the YAML of a health model. Total: whatever is wrong is said with line,
 * column, field and what was expected there, all at once and in order.
 *
 * What the model names and the catalog does not have is no mistake of the text;
 * `healthModelFindings` says it.
 */
export function parseHealthModel(text: string): ParsedHealthModel {
  const lines = new LineCounter();
  const problems: HealthModelProblem[] = [];
  if (text.length > MAX_CHARACTERS) {
    report(0, '', `at most ${MAX_CHARACTERS} characters`);
    return { problems };
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    stringKeys: true,
  });
  for (const error of document.errors) {
    report(error.pos[0], '', syntaxExpected(error.code));
  }
  if (problems.length > 0) return { problems: inOrder(problems) };
  const content = contentOf(document);
  if (content === undefined) {
    report(0, '', 'YAML whose aliases can be resolved');
    return { problems };
  }
  const checked = healthModelSchema.safeParse(content);
  if (!checked.success) {
    for (const issue of checked.error.issues) reportIssue(issue);
    return { problems: inOrder(problems) };
  }
  const { metadata, spec } = checked.data;
  for (const { path, expected } of contradictions(spec)) {
    report(offsetOf(document, path), fieldOf(path), expected);
  }
  return problems.length > 0
    ? { problems: inOrder(problems) }
    : { name: metadata.name, model: spec };

  function reportIssue(issue: z.core.$ZodIssue) {
    const path = issue.path as YamlPath;
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        report(
          keyOffsetOf(document, path, key),
          fieldOf([...path, key]),
          'nothing here: no field has this name',
        );
      }
      return;
    }
    const missing = valueAt(content, path) === undefined;
    report(
      offsetOf(document, path),
      fieldOf(path),
      missing ? `${issue.message}; it is missing` : issue.message,
    );
  }

  function report(offset: number, field: string, expected: string) {
    // An offset of 0 has no line yet when the text is empty.
    const { line, col } = lines.linePos(offset);
    problems.push({
      line: Math.max(1, line),
      column: Math.max(1, col),
      field,
      expected,
    });
  }
}

/** A health model as YAML that {@link parseHealthModel} reads back. */
export function formatHealthModel(name: string, model: HealthModel): string {
  return stringify(
    {
      apiVersion: HEALTH_MODEL_API_VERSION,
      kind: HEALTH_MODEL_KIND,
      metadata: { name },
      spec: model,
    },
    { aliasDuplicateObjects: false },
  );
}

/** What each field allows and the model as a whole does not: names given twice, and flows that are none. */
function contradictions(
  model: HealthModel,
): { path: YamlPath; expected: string }[] {
  const found: { path: YamlPath; expected: string }[] = [];
  const once = (list: string, field: string, keys: string[]) => {
    const seen = new Set<string>();
    keys.forEach((key, place) => {
      if (seen.has(key)) {
        found.push({
          path: ['spec', list, place, field],
          expected: `one that no other of ${list} has`,
        });
      }
      seen.add(key);
    });
  };
  once(
    'signals',
    'id',
    model.signals.map(each => each.id),
  );
  once(
    'nodes',
    'ref',
    model.nodes.map(each => each.ref),
  );
  once(
    'userFlows',
    'id',
    model.userFlows.map(each => each.id),
  );
  once(
    'maintenance',
    'id',
    model.maintenance.map(each => each.id),
  );
  once(
    'mapping',
    'signal',
    model.mapping.map(each => JSON.stringify([each.signal, each.of])),
  );
  const flows = new Set(model.userFlows.map(each => userFlowRef(each.id)));
  const known = (ref: string, path: YamlPath) => {
    if (!ref.startsWith('flow:') || flows.has(ref)) return;
    found.push({ path, expected: 'a user flow of this model' });
  };
  model.mapping.forEach(({ node }, place) => {
    if (node) known(node, ['spec', 'mapping', place, 'node']);
  });
  model.maintenance.forEach(({ nodes = [] }, place) =>
    nodes.forEach((ref, i) =>
      known(ref, ['spec', 'maintenance', place, 'nodes', i]),
    ),
  );
  return found;
}

function contentOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function syntaxExpected(code: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'each key once in a map';
    case 'TAB_AS_INDENT':
      return 'spaces, not tabs, as indentation';
    case 'NON_STRING_KEY':
      return 'a word as the key of a map';
    case 'BAD_INDENT':
      return 'entries of one list or map at the same indentation';
    case 'MISSING_CHAR':
      return 'a closing quote or bracket, or a colon with a space after it';
    case 'MULTIPLE_DOCS':
      return 'one document only';
    default:
      return 'valid YAML (1.2) here';
  }
}

function inOrder(problems: HealthModelProblem[]): HealthModelProblem[] {
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}
