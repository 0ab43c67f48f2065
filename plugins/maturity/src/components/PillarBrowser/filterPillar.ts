import {
  CriterionView,
  LevelView,
  ModelScorecard,
  StrategyView,
  isOpen,
} from '@plumbline/plugin-maturity-common';
import { SHOWN, Shown } from '../MaturityContent/useTabQuery';

/** A pillar with all its criteria. */
export type ScorecardPillar = ModelScorecard['pillars'][number];

/** What narrows the criteria down. */
export interface CriterionFilter {
  show: Shown;
  search: string;
}

/** Whether everything is shown. */
export function isFiltering({ show, search }: CriterionFilter): boolean {
  return show !== 'all' || search.trim() !== '';
}

/** The levels of a pillar with only what the filter lets through; levels without are left out. */
export function filterLevels(
  pillar: ScorecardPillar,
  filter: CriterionFilter,
): LevelView[] {
  if (!isFiltering(filter)) return pillar.levels;
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return pillar.levels.flatMap(level => {
    const strategies = level.strategies.flatMap(strategy => {
      const criteria = strategy.criteria.filter(
        criterion =>
          isShown(criterion, filter.show) &&
          words.every(word => textOf(strategy, criterion).includes(word)),
      );
      return criteria.length > 0 ? [{ ...strategy, criteria }] : [];
    });
    return strategies.length > 0 ? [{ ...level, strategies }] : [];
  });
}

/** Every criterion of some levels. */
export function criteriaIn(levels: LevelView[]): CriterionView[] {
  return levels.flatMap(({ strategies }) =>
    strategies.flatMap(({ criteria }) => criteria),
  );
}

/** How many criteria of a pillar facts say the opposite of a person's answer to. */
export function contradictionsIn({ levels }: ScorecardPillar): number {
  return criteriaIn(levels).filter(({ contradiction }) => contradiction).length;
}

/** How many criteria of a model each choice shows. */
export function countShown(scorecard: ModelScorecard): Record<Shown, number> {
  const criteria = scorecard.pillars.flatMap(({ levels }) =>
    criteriaIn(levels),
  );
  return Object.fromEntries(
    SHOWN.map(show => [
      show,
      criteria.filter(criterion => isShown(criterion, show)).length,
    ]),
  ) as Record<Shown, number>;
}

function isShown(criterion: CriterionView, show: Shown): boolean {
  const { state, contradiction, exemption } = criterion;
  switch (show) {
    case 'not-met':
      return state === 'not-met';
    case 'unknown':
      return isOpen(state);
    case 'exempt':
      // What was asked for belongs to what was granted.
      return state === 'exempt' || exemption?.state === 'requested';
    case 'contradiction':
      return contradiction;
    default:
      return true;
  }
}

function textOf(strategy: StrategyView, criterion: CriterionView): string {
  return [
    strategy.title,
    strategy.explanation,
    criterion.id,
    criterion.title,
    criterion.howTo,
    criterion.reason,
  ]
    .join(' ')
    .toLowerCase();
}
