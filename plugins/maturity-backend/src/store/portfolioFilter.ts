import {
  CriterionState,
  PortfolioFilter,
} from '@plumbline/plugin-maturity-common';
import { Knex } from 'knex';

/** Which workloads of a model, by what the catalog says of them. */
export type WorkloadScope = Pick<
  PortfolioFilter,
  'owners' | 'domains' | 'lifecycles' | 'text'
>;

/** Columns that count criteria by state, of `scorecards` and `pillar_levels` alike. */
const STATE_COLUMNS: Record<CriterionState, string> = {
  met: 'met',
  'not-met': 'not_met',
  unknown: 'unknown',
  exempt: 'exempt',
  'not-applicable': 'not_applicable',
  error: 'error',
};

/**
 * Narrows a query that has `workloads` as `w`. A workload that the catalog no
 * longer has passes as long as only words are asked for, that of its ref.
 *
 * @param ref - the column with the workload's ref.
 */
export function whereScope(
  query: Knex.QueryBuilder,
  { owners, domains, lifecycles, text }: WorkloadScope,
  ref = 'w.workload_ref',
) {
  if (owners) query.whereIn('w.owner_ref', owners);
  if (domains) query.whereIn('w.domain_ref', domains);
  if (lifecycles) query.whereIn('w.lifecycle', lifecycles);
  for (const word of wordsOf(text)) {
    query.whereRaw(`coalesce(w.words, ??) like ? escape '\\'`, [
      ref,
      containing(word),
    ]);
  }
}

/**
 * Narrows a query that has `workloads` as `w`, `scorecards` as `s` and, where a
 * pillar is chosen, its `pillar_levels` as `chosen`.
 */
export function wherePortfolio(
  query: Knex.QueryBuilder,
  filter: PortfolioFilter,
) {
  query.where('s.model_id', filter.modelId);
  whereScope(query, filter);
  const place = placeOf(filter);
  if (filter.levels) query.whereIn(`${place}.proven`, filter.levels);
  if (filter.states) {
    const columns = filter.states.map(state =>
      state === 'contradiction'
        ? 's.contradictions'
        : `${place}.${STATE_COLUMNS[state]}`,
    );
    query.where(any => {
      for (const column of columns) any.orWhere(column, '>', 0);
    });
  }
  if (filter.strategyId !== undefined) {
    query.whereRaw(
      `s.missed like '%' || (select letter from strategy_letters where strategy_id = ?) || '%'`,
      [filter.strategyId],
    );
  }
}

/** Where the level that a filter means stands: overall, or on the chosen pillar. */
export function placeOf({ pillarId }: Pick<PortfolioFilter, 'pillarId'>) {
  return pillarId === undefined ? 's' : 'chosen';
}

/** Lower-case words of a search. */
export function wordsOf(text: string | undefined): string[] {
  return (text ?? '')
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .filter(word => word !== '');
}

/** A pattern of `like` for what contains these characters as they are. */
function containing(characters: string): string {
  return `%${characters.replace(/[\\%_]/g, '\\$&')}%`;
}
