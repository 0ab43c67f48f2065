import {
  Judged,
  PlacedCriterion,
  PreparedKnowledge,
  judgeAll,
} from '@plumbline/plugin-maturity-common';
import { ModelIndex } from '../models/ModelIndex';
import { StoredScorecard } from '../store/ScorecardStore';

/** What is new about one workload; everything is judged where it is not said. */
export interface News {
  /** Full names of facts. */
  facts?: Iterable<string>;
  /** Ids of criteria, such as those that were attested. */
  criteria?: Iterable<string>;
}

/**
 * Judges all criteria of a model for one workload. Where it is said what is
 * new, what that may decide is judged; the rest stays as stored.
 */
export function judgeModel(
  index: ModelIndex,
  knowledge: PreparedKnowledge,
  before?: StoredScorecard,
  news?: News,
): Judged {
  if (!before || !news) return judgeAll(index.criteria, knowledge);
  const touched = touchedBy(index, news);
  const known = index.criteria.map(place =>
    touched.has(place)
      ? undefined
      : before.results.get(place.criterion.id)?.state,
  );
  return judgeAll(index.criteria, knowledge, known);
}

function touchedBy(index: ModelIndex, news: News): Set<PlacedCriterion> {
  const touched = index.readersOf(news.facts ?? []);
  for (const id of news.criteria ?? []) {
    const place = index.criterion(id);
    if (place) touched.add(place);
  }
  return touched;
}
