import { Standing, topLevel } from '@plumbline/plugin-maturity-common';
import { ModelIndex } from '../../models/ModelIndex';
import { ScorecardStore } from '../../store/ScorecardStore';
import { Badge } from './drawBadge';

const DEFAULT_LABEL = 'maturity';

/** Which level a badge says. */
export interface BadgeQuery {
  /** The first configured model when absent. */
  modelId?: string;
  /** The overall level when absent. */
  pillarId?: string;
  label?: string;
}

/** Reads what a badge says from the stored row. */
export class BadgeReader {
  readonly #models: { index(modelId?: string): ModelIndex | undefined };
  readonly #scorecards: ScorecardStore;

  constructor(options: {
    models: { index(modelId?: string): ModelIndex | undefined };
    scorecards: ScorecardStore;
  }) {
    this.#models = options.models;
    this.#scorecards = options.scorecards;
  }

  /** A workload, model or pillar that does not exist is unknown: a page with a broken image would say less. */
  async read(workloadRef: string, query: BadgeQuery): Promise<Badge> {
    const { modelId, pillarId } = query;
    const model = this.#models.index(modelId)?.model;
    const pillar = model?.pillars.find(({ id }) => id === pillarId);
    const label = query.label ?? pillar?.title ?? DEFAULT_LABEL;
    if (!model) return { label };
    const scorecards = await this.#scorecards.read([workloadRef]);
    const whole = scorecards.get(workloadRef)?.get(model.id)?.standing;
    const standing = pillarId
      ? whole?.pillars.find(place => place.pillarId === pillarId)
      : whole;
    if (!standing || nothingIsKnown(standing)) return { label };
    return {
      label,
      level: { proven: standing.proven, top: topLevel(model) },
    };
  }
}

function nothingIsKnown({ states }: Pick<Standing, 'states'>): boolean {
  return states.met + states['not-met'] + states.exempt === 0;
}
