import {
  CriterionResult,
  LevelTransition,
  MaturityModel,
  computeLevels,
  criteriaOf,
} from '@plumbline/plugin-maturity-common';
import {
  Changes,
  Stored,
  StoredLevel,
  StoredResult,
} from '../store/ResultStore';

const NAMED_CAUSES = 3;

/** Results of every criterion of one model for one workload. */
export interface Evaluated {
  model: MaturityModel;
  results: CriterionResult[];
}

/**
 * What differs between an evaluation and what is stored, and the levels that
 * follow from the evaluation.
 *
 * @param keepUnknownModels - whether what is stored of models that were not
 * evaluated stays, because one of them may only be broken for now.
 * @param at - ISO 8601.
 */
export function changesOf(
  workloadRef: string,
  evaluated: Evaluated[],
  stored: Stored,
  options: { keepUnknownModels: boolean; at: string },
): { changes: Changes; levels: StoredLevel[] } {
  const { at } = options;
  const changes: Changes = {
    workloadRef,
    results: [],
    goneCriteria: [],
    levels: [],
    goneModels: [],
  };
  const levels: StoredLevel[] = [];
  for (const { model, results } of evaluated) {
    const fresh = results
      .map(result => toStored(model, result, stored, at))
      .filter(
        result => !isSame(result, stored.results.get(result.criterionId)),
      );
    changes.results.push(...fresh);

    const result = computeLevels(
      model,
      new Map(results.map(({ criterionId, state }) => [criterionId, state])),
    );
    const before = stored.levels.get(model.id);
    const level: StoredLevel = {
      ...result,
      modelId: model.id,
      asOf: at,
      revision: before?.revision ?? 0,
    };
    if (before && sameLevel(before, level)) {
      levels.push(before);
      continue;
    }
    levels.push(level);
    changes.levels.push({
      level,
      transition: transitionOf(model, before, level, fresh, stored, at),
    });
  }
  if (!options.keepUnknownModels) {
    const models = new Set(evaluated.map(({ model }) => model.id));
    const criteria = new Set(
      evaluated.flatMap(({ results }) =>
        results.map(({ criterionId }) => criterionId),
      ),
    );
    changes.goneModels = [...stored.levels.keys()].filter(
      id => !models.has(id),
    );
    changes.goneCriteria = [...stored.results.keys()].filter(
      id => !criteria.has(id),
    );
  }
  return { changes, levels };
}

/** Whether there is anything to write. */
export function isEmpty(changes: Changes): boolean {
  return (
    changes.results.length +
      changes.goneCriteria.length +
      changes.levels.length +
      changes.goneModels.length ===
    0
  );
}

function toStored(
  model: MaturityModel,
  result: CriterionResult,
  stored: Stored,
  at: string,
): StoredResult {
  const before = stored.results.get(result.criterionId);
  const isRule = model.levels.some(({ strategies }) =>
    strategies.some(({ criteria }) =>
      criteria.some(
        ({ id, kind }) => id === result.criterionId && kind === 'rule',
      ),
    ),
  );
  return {
    ...result,
    modelId: model.id,
    // Facts are seen again every few minutes; that alone is no change.
    observedAt: isRule ? undefined : result.observedAt,
    since: before?.state === result.state ? before.since : at,
  };
}

function isSame(a: StoredResult, b: StoredResult | undefined): boolean {
  return (
    b !== undefined &&
    a.modelId === b.modelId &&
    a.state === b.state &&
    a.reason === b.reason &&
    a.observedAt === b.observedAt &&
    JSON.stringify(a.evidence) === JSON.stringify(b.evidence)
  );
}

function sameLevel(a: StoredLevel, b: StoredLevel): boolean {
  return (
    a.proven === b.proven &&
    a.possible === b.possible &&
    JSON.stringify([a.counts, a.next]) === JSON.stringify([b.counts, b.next])
  );
}

function transitionOf(
  model: MaturityModel,
  before: StoredLevel | undefined,
  after: StoredLevel,
  fresh: StoredResult[],
  stored: Stored,
  at: string,
): LevelTransition | undefined {
  if (
    before &&
    before.proven === after.proven &&
    before.possible === after.possible
  ) {
    return undefined;
  }
  return {
    at,
    fromProven: before?.proven ?? null,
    toProven: after.proven,
    fromPossible: before?.possible ?? null,
    toPossible: after.possible,
    cause: before
      ? causeOf(model, fresh, stored)
      : 'Evaluated for the first time.',
  };
}

const IN_WORDS = {
  met: 'is met',
  'not-met': 'is not met',
  unknown: 'is unknown',
  exempt: 'is exempt',
  'not-applicable': 'does not apply',
};

function causeOf(
  model: MaturityModel,
  fresh: StoredResult[],
  stored: Stored,
): string {
  const titles = new Map(
    criteriaOf(model).map(({ criterion }) => [criterion.id, criterion.title]),
  );
  const turned = fresh.filter(({ criterionId, state }) => {
    const before = stored.results.get(criterionId);
    return before && before.state !== state;
  });
  if (turned.length === 0) return 'The model changed.';
  const named = turned
    .slice(0, NAMED_CAUSES)
    .map(
      ({ criterionId, state }) =>
        `'${titles.get(criterionId)}' ${IN_WORDS[state]}`,
    );
  const rest = turned.length - named.length;
  return `${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
