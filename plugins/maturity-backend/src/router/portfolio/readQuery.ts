import { InputError, NotFoundError } from '@backstage/errors';
import {
  CriterionState,
  PORTFOLIO_ORDERS,
  PortfolioFilter,
  PortfolioOrder,
} from '@plumbline/plugin-maturity-common';
import { refOf } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../../models/ModelIndex';
import {
  PlaceScope,
  PortfolioSort,
  pillarOf,
} from '../../store/PortfolioStore';

/** Query parameters as the OpenAPI document lets them through. */
export type Query = Record<string, unknown>;

/** What the routes of the review need to know of the models. */
export interface ModelsInForce {
  readonly indexes: ModelIndex[];
  index(modelId?: string): ModelIndex | undefined;
}

/**
 * The model that `model` names, or the first.
 *
 * @throws InputError, naming the models that there are; NotFoundError when none is.
 */
export function modelOf(models: ModelsInForce, id?: unknown): ModelIndex {
  const index = models.index(id as string | undefined);
  if (index) return index;
  const known = models.indexes.map(({ model }) => model.id);
  if (known.length === 0) throw new NotFoundError('No model is in force');
  throw new InputError(unknownValue('model', known, id));
}

/**
 * `pillar`, `owner`, `domain`, `lifecycle` and `text`.
 *
 * @throws InputError, naming what is there.
 */
export function scopeOf(query: Query, { model }: ModelIndex): PlaceScope {
  const pillarId = textOf(query.pillar);
  const pillars = model.pillars.map(({ id }) => id);
  if (pillarId !== undefined && !pillars.includes(pillarId)) {
    throw new InputError(unknownValue('pillar', pillars, pillarId));
  }
  return {
    modelId: model.id,
    pillarId,
    owners: listOf<string>(query.owner)?.map(ref => refOf(ref, 'owner')),
    domains: listOf<string>(query.domain)?.map(ref => refOf(ref, 'domain')),
    lifecycles: listOf(query.lifecycle),
    text: textOf(query.text),
  };
}

/**
 * All that a portfolio is filtered by.
 *
 * @throws InputError, naming what is there.
 */
export function filterOf(query: Query, index: ModelIndex): PortfolioFilter {
  const strategyId = textOf(query.strategy);
  if (strategyId !== undefined) {
    const strategies = strategyIdsOf(index);
    if (!strategies.includes(strategyId)) {
      throw new InputError(unknownValue('strategy', strategies, strategyId));
    }
  }
  return {
    ...scopeOf(query, index),
    levels: listOf<number>(query.level),
    states: listOf<CriterionState | 'contradiction'>(query.state),
    strategyId,
  };
}

/**
 * `sort` and `direction`; the lowest levels first when absent.
 *
 * @throws InputError, naming the orders that there are.
 */
export function sortOf(query: Query, { model }: ModelIndex): PortfolioSort {
  const sort = (query.sort ?? 'level') as PortfolioOrder;
  const pillars = model.pillars.map(({ id }) => id);
  const pillar = pillarOf(sort);
  const isKnown =
    pillar === undefined
      ? (PORTFOLIO_ORDERS as readonly string[]).includes(sort)
      : pillars.includes(pillar);
  if (!isKnown) {
    const orders = [...PORTFOLIO_ORDERS, ...pillars.map(id => `pillar:${id}`)];
    throw new InputError(unknownValue('sort', orders, sort));
  }
  return { sort, direction: query.direction === 'desc' ? 'desc' : 'asc' };
}

/** `limit` and `offset`. */
export function pagingOf(query: Query): { limit: number; offset: number } {
  return {
    limit: (query.limit as number | undefined) ?? 50,
    offset: (query.offset as number | undefined) ?? 0,
  };
}

/** Ids of a model's strategies, or of those of one pillar. */
export function strategyIdsOf({ model }: ModelIndex, pillarId?: string) {
  return model.pillars
    .filter(({ id }) => pillarId === undefined || id === pillarId)
    .flatMap(({ levels }) =>
      levels.flatMap(({ strategies }) => strategies.map(({ id }) => id)),
    );
}

function listOf<T>(value: unknown): T[] | undefined {
  if (value === undefined) return undefined;
  const values = [value].flat() as T[];
  return values.length > 0 ? values : undefined;
}

/** Nothing asked for is as good as no parameter. */
function textOf(value: unknown): string | undefined {
  return value === '' ? undefined : (value as string | undefined);
}

function unknownValue(parameter: string, known: string[], got: unknown) {
  return `${parameter}: expected one of ${known.join(', ')}; got '${got}'`;
}
