import { CompiledRule, RuleError, RuleLanguage } from '../rules/RuleLanguage';
import { Criterion, MaturityModel, Pillar, Rule } from './MaturityModel';
import { ModelProblem } from './ModelProblem';
import { FieldPath, Places } from './Places';
import { YamlFile } from './YamlFile';
import {
  PillarDocument,
  inlinePillarSchema,
  modelSchema,
  pillarReferenceSchema,
  pillarSchema,
} from './modelSchema';

/** More than a person reads at once. */
const MAX_PROBLEMS = 20;

/** A file of a model. */
export interface ModelFile {
  /** How it is named in problems: its path or URL, as configured. */
  file: string;
  /** YAML. */
  text: string;
}

/** A model's file and those of its pillars. */
export interface ModelFiles extends ModelFile {
  /** Files of pillars, by the path that the model names them with. */
  pillars?: Record<string, ModelFile>;
  /** Why files of pillars could not be read, by the same path. */
  unread?: Record<string, string>;
}

/** A model, or what is wrong with its files; never both. */
export type ParsedModel =
  | { model: MaturityModel; problems?: undefined }
  | { model?: undefined; problems: ModelProblem[] };

/**
 * Paths of the files in which a model keeps its pillars, relative to the
 * model's own; those that it must not name are left out, and named by
 * {@link parseModel}.
 */
export function pillarFilesOf(yaml: string): string[] {
  const { content } = new YamlFile('', yaml);
  const pillars = (content as { pillars?: unknown } | undefined)?.pillars;
  if (!Array.isArray(pillars)) return [];
  return pillars.flatMap(pillar => {
    const reference = pillarReferenceSchema.safeParse(pillar);
    return reference.success ? [reference.data.file] : [];
  });
}

/** Id of a model, so far as it can be told from a file that may be wrong elsewhere. */
export function modelIdOf(yaml: string): string | undefined {
  const { content } = new YamlFile('', yaml);
  const { metadata } = (content ?? {}) as { metadata?: { name?: unknown } };
  return typeof metadata?.name === 'string' ? metadata.name : undefined;
}

/** A pillar with where it is written. */
interface PlacedPillar {
  document: PillarDocument;
  places: Places;
  /** From the root of its file. */
  path: FieldPath;
}

/**
 * Reads a model from YAML and checks all of it: shape, unique ids, levels
 * without gaps, and every rule against the facts that exist.
 */
export function parseModel(
  files: ModelFiles,
  options: { rules: RuleLanguage },
): ParsedModel {
  const main = new YamlFile(files.file, files.text);
  if (main.problems.length > 0) return failed(main.problems);
  const checked = main.check(modelSchema, main.content);
  if (checked.problems) return failed(checked.problems);

  const read = checked.data.pillars.map((pillar, index) =>
    readPillar(pillar, ['pillars', index], main, files),
  );
  const unread = read.flatMap(pillar =>
    'problems' in pillar ? pillar.problems : [],
  );
  if (unread.length > 0) return failed(unread);
  const pillars = read as PlacedPillar[];

  const problems = [...checkLevels(pillars), ...checkIds(pillars)];
  const { name, ...about } = checked.data.metadata;
  const model: MaturityModel = {
    id: name,
    ...about,
    pillars: pillars.map(pillar =>
      compilePillar(pillar, options.rules, problem => problems.push(problem)),
    ),
  };
  return problems.length > 0 ? failed(problems) : { model };
}

function failed(problems: ModelProblem[]): ParsedModel {
  return { problems: problems.slice(0, MAX_PROBLEMS) };
}

function readPillar(
  pillar: unknown,
  path: FieldPath,
  main: YamlFile,
  files: ModelFiles,
): PlacedPillar | { problems: ModelProblem[] } {
  const isReference =
    typeof pillar === 'object' && pillar !== null && 'file' in pillar;
  if (!isReference) {
    const inline = main.check(inlinePillarSchema, pillar, path);
    return inline.problems
      ? { problems: inline.problems }
      : { document: inline.data, places: main.places, path };
  }
  const reference = main.check(pillarReferenceSchema, pillar, path);
  if (reference.problems) return { problems: reference.problems };
  const file = files.pillars?.[reference.data.file];
  if (!file) {
    const message = `expected a file that can be read, '${reference.data.file}' can not`;
    const reason = files.unread?.[reference.data.file];
    return {
      problems: [
        main.places.at(
          [...path, 'file'],
          reason ? `${message}: ${reason}` : message,
        ),
      ],
    };
  }
  const own = new YamlFile(file.file, file.text);
  if (own.problems.length > 0) return { problems: own.problems };
  const checked = own.check(pillarSchema, own.content);
  if (checked.problems) return { problems: checked.problems };
  const { apiVersion, kind, ...document } = checked.data;
  return { document, places: own.places, path: [] };
}

function checkLevels(pillars: PlacedPillar[]): ModelProblem[] {
  const [first] = pillars;
  const top = first.document.levels.length;
  return pillars.flatMap(({ document, places, path }) => [
    ...document.levels.flatMap(({ level }, index) =>
      level === index + 1
        ? []
        : [
            places.at(
              [...path, 'levels', index, 'level'],
              `expected ${index + 1}`,
            ),
          ],
    ),
    ...(document.levels.length === top
      ? []
      : [
          places.at(
            [...path, 'levels'],
            `expected ${top} levels, as '${first.document.id}' has`,
          ),
        ]),
  ]);
}

function checkIds(pillars: PlacedPillar[]): ModelProblem[] {
  const seen = new Set<string>();
  const problems: ModelProblem[] = [];
  const once = (id: string, places: Places, path: FieldPath) => {
    if (seen.has(id)) {
      problems.push(
        places.at(path, `expected a unique id, '${id}' is used twice`),
      );
    }
    seen.add(id);
  };
  for (const { document, places, path } of pillars) {
    once(document.id, places, [...path, 'id']);
    document.levels.forEach(({ strategies }, l) =>
      strategies.forEach((strategy, s) => {
        const at = [...path, 'levels', l, 'strategies', s];
        once(strategy.id, places, [...at, 'id']);
        strategy.criteria.forEach(({ id }, c) => {
          const idPath = [...at, 'criteria', c, 'id'];
          once(id, places, idPath);
          if (!id.startsWith(`${strategy.id}.`)) {
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
  }
  return problems;
}

function compilePillar(
  { document, places, path }: PlacedPillar,
  rules: RuleLanguage,
  onProblem: (problem: ModelProblem) => void,
): Pillar {
  const compile = (expression: string, at: FieldPath): Rule => ({
    expression,
    compiled: compileRule(expression, rules, error =>
      onProblem(places.at(at, error.message, error.offset)),
    ),
  });
  return {
    ...document,
    levels: document.levels.map((level, l) => ({
      ...level,
      strategies: level.strategies.map((strategy, s) => ({
        ...strategy,
        criteria: strategy.criteria.map((criterion, c): Criterion => {
          const at = [...path, 'levels', l, 'strategies', s, 'criteria', c];
          const { rule, appliesWhen, ...rest } = criterion;
          return {
            ...rest,
            howTo: criterion.howTo ?? strategy.howTo,
            rule: rule ? compile(rule, [...at, 'rule']) : undefined,
            appliesWhen: appliesWhen
              ? compile(appliesWhen, [...at, 'appliesWhen'])
              : undefined,
          };
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
