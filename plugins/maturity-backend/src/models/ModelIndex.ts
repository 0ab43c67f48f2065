import {
  MaturityModel,
  PlacedCriterion,
  StrategyPlace,
  criteriaOf,
  factsReadBy,
} from '@plumbline/plugin-maturity-common';
import { CriteriaOrder, orderOf } from '../store/packedResults';

/** A model with its criteria found by id and by the facts that they read. Made once for a version. */
export class ModelIndex {
  readonly model: MaturityModel;
  /** In the model's order. */
  readonly criteria: PlacedCriterion[];
  /** Their ids; another one when a criterion moves. */
  readonly order: CriteriaOrder;
  /** In the model's order. */
  readonly strategies: StrategyPlace[] = [];
  readonly #byId: Map<string, PlacedCriterion>;
  readonly #byFact = new Map<string, PlacedCriterion[]>();

  constructor(model: MaturityModel) {
    this.model = model;
    this.criteria = criteriaOf(model);
    this.order = orderOf(
      this.criteria.map(({ criterion }) => criterion.id),
      this.criteria.map(
        ({ pillar, level, strategy, criterion }) =>
          `${pillar.id} ${level} ${strategy.id} ${criterion.id}`,
      ),
    );
    this.#byId = new Map(
      this.criteria.map(place => [place.criterion.id, place]),
    );
    this.criteria.forEach(({ strategy: { id } }, position) => {
      const last = this.strategies.at(-1);
      if (last?.id === id) last.end++;
      else this.strategies.push({ id, first: position, end: position + 1 });
    });
    for (const place of this.criteria) {
      for (const fact of factsReadBy(place.criterion)) {
        const readers = this.#byFact.get(fact);
        if (readers) readers.push(place);
        else this.#byFact.set(fact, [place]);
      }
    }
  }

  /** A criterion by its id. */
  criterion(id: string): PlacedCriterion | undefined {
    return this.#byId.get(id);
  }

  /** The criteria that one of these facts may decide. */
  readersOf(facts: Iterable<string>): Set<PlacedCriterion> {
    const readers = new Set<PlacedCriterion>();
    for (const fact of facts) {
      this.#byFact.get(fact)?.forEach(place => readers.add(place));
    }
    return readers;
  }
}
