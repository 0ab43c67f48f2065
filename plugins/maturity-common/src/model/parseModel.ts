import { Document, LineCounter, parseDocument } from 'yaml';
import { CompiledRule, RuleError, RuleLanguage } from '../rules/RuleLanguage';
import { Criterion, MaturityModel } from './MaturityModel';
import { ModelProblem } from './ModelProblem';
import { ModelDocument, modelSchema } from './modelSchema';
import { FieldPath, Places } from './Places';

/** More than a person reads at once. */
const MAX_PROBLEMS = 20;

/** A model, or what is wrong with its file; never both. */
export type ParsedModel =
  | { model: MaturityModel; problems?: undefined }
  | { model?: undefined; problems: ModelProblem[] };

/**
 * Reads a model from YAML and checks all of it: shape, unique ids, levels
 * without gaps, and every rule against the facts that exist.
 *
 * @param file - how the file is named in problems.
 */
export function parseModel(
  yaml: string,
  options: { file: string; rules: RuleLanguage },
): ParsedModel {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter });
  const places = new Places(document, lineCounter, options.file);
  if (document.errors.length > 0) {
    return {
      problems: document.errors
        .slice(0, MAX_PROBLEMS)
        .map(error => places.atOffset(error.pos[0], firstLine(error.message))),
    };
  }
  const checked = modelSchema.safeParse(toJs(document));
  if (!checked.success) {
    return {
      problems: checked.error.issues
        .slice(0, MAX_PROBLEMS)
        .map(issue => places.at(pathOf(issue), expectationOf(issue))),
    };
  }
  const problems: ModelProblem[] = [
    ...checkLevels(checked.data, places),
    ...checkIds(checked.data, places),
  ];
  const model = compile(checked.data, options.rules, (path, error) =>
    problems.push(places.at(path, error.message, error.offset)),
  );
  return problems.length > 0
    ? { problems: problems.slice(0, MAX_PROBLEMS) }
    : { model };
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

function checkLevels(
  { levels }: ModelDocument,
  places: Places,
): ModelProblem[] {
  return levels.flatMap(({ level }, index) =>
    level === index + 1
      ? []
      : [places.at(['levels', index, 'level'], `expected ${index + 1}`)],
  );
}

function checkIds({ levels }: ModelDocument, places: Places): ModelProblem[] {
  const seen = new Set<string>();
  const problems: ModelProblem[] = [];
  const once = (id: string, path: FieldPath) => {
    if (seen.has(id)) {
      problems.push(
        places.at(path, `expected a unique id, '${id}' is used twice`),
      );
    }
    seen.add(id);
  };
  levels.forEach(({ strategies }, l) =>
    strategies.forEach((strategy, s) => {
      const path = ['levels', l, 'strategies', s];
      once(strategy.id, [...path, 'id']);
      strategy.criteria.forEach((criterion, c) => {
        const idPath = [...path, 'criteria', c, 'id'];
        once(criterion.id, idPath);
        if (!criterion.id.startsWith(`${strategy.id}.`)) {
          problems.push(
            places.at(
              idPath,
              `expected an id that starts with '${strategy.id}.'`,
            ),
          );
        }
      });
    }),
  );
  return problems;
}

function compile(
  { metadata, levels }: ModelDocument,
  rules: RuleLanguage,
  onError: (path: FieldPath, error: RuleError) => void,
): MaturityModel {
  const { name, ...about } = metadata;
  return {
    id: name,
    ...about,
    levels: levels.map((level, l) => ({
      ...level,
      strategies: level.strategies.map((strategy, s) => ({
        ...strategy,
        criteria: strategy.criteria.map((criterion, c): Criterion => {
          const howTo = criterion.howTo ?? strategy.howTo;
          if (criterion.kind === 'attestation') return { ...criterion, howTo };
          const { rule: expression, ...rest } = criterion;
          const path = ['levels', l, 'strategies', s, 'criteria', c, 'rule'];
          const rule = compileRule(expression, rules, error =>
            onError(path, error),
          );
          return { ...rest, howTo, expression, rule };
        }),
      })),
    })),
  };
}

/** A rule that does not compile is reported and never runs: its model is not used. */
function compileRule(
  expression: string,
  rules: RuleLanguage,
  onError: (error: RuleError) => void,
): CompiledRule {
  try {
    return rules.compile(expression);
  } catch (error) {
    onError(error instanceof RuleError ? error : new RuleError(String(error)));
    return { reads: [], evaluate: () => undefined };
  }
}
