import {
  CriterionResult,
  PlacedCriterion,
  PreparedKnowledge,
  judge,
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
 * Results of all criteria of a model for one workload. Where it is said what is
 * new, what that may decide is judged; the rest stays as stored.
 */
export function judgeModel(
  index: ModelIndex,
  knowledge: PreparedKnowledge,
  before?: StoredScorecard,
  news?: News,
): Map<string, CriterionResult> {
  const touched = before && news ? touchedBy(index, news) : undefined;
  const results = new Map<string, CriterionResult>();
  for (const place of index.criteria) {
    const { criterion } = place;
    const known = before?.results.get(criterion.id);
    // A contradiction is told by judging; there is none without an answer.
    const mayStay =
      touched &&
      known &&
      !touched.has(place) &&
      !(criterion.rule && knowledge.attestations.has(criterion.id));
    results.set(
      criterion.id,
      mayStay
        ? {
            criterionId: criterion.id,
            state: known.state,
            contradiction: false,
          }
        : judge(criterion, knowledge),
    );
  }
  return results;
}

function touchedBy(index: ModelIndex, news: News): Set<PlacedCriterion> {
  const touched = index.readersOf(news.facts ?? []);
  for (const id of news.criteria ?? []) {
    const place = index.criterion(id);
    if (place) touched.add(place);
  }
  return touched;
}
