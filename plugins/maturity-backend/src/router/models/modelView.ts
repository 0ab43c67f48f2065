import { MaturityModel, ModelView } from '@plumbline/plugin-maturity-common';

/** A model as people read it: rules as written, without what they were compiled to. */
export function modelView(model: MaturityModel): ModelView {
  return {
    ...model,
    pillars: model.pillars.map(pillar => ({
      ...pillar,
      levels: pillar.levels.map(level => ({
        ...level,
        strategies: level.strategies.map(strategy => ({
          ...strategy,
          criteria: strategy.criteria.map(
            ({ rule, appliesWhen, onlyProves = false, ...criterion }) => ({
              ...criterion,
              onlyProves,
              rule: rule?.expression,
              appliesWhen: appliesWhen?.expression,
            }),
          ),
        })),
      })),
    })),
  };
}
