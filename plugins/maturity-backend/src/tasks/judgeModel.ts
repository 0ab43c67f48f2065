import {
  CriterionState,
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

/** What all criteria of a model came to for one workload. */
export interface Judged {
  /** In the model's order. */
  states: CriterionState[];
  /** How many criteria facts say the opposite of a person's answer to. */
  contradictions: number;
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
  const touched = before && news ? touchedBy(index, news) : undefined;
  const states: CriterionState[] = [];
  let contradictions = 0;
  for (const place of index.criteria) {
    const { criterion } = place;
    const known =
      touched && !touched.has(place)
        ? before!.results.get(criterion.id)
        : undefined;
    // A contradiction is told by judging; there is none without an answer.
    const isContradictable =
      criterion.rule && knowledge.attestations.has(criterion.id);
    if (known && !isContradictable) {
      states.push(known.state);
      continue;
    }
    const { state, contradiction } = judge(criterion, knowledge);
    states.push(state);
    if (contradiction) contradictions++;
  }
  return { states, contradictions };
}

function touchedBy(index: ModelIndex, news: News): Set<PlacedCriterion> {
  const touched = index.readersOf(news.facts ?? []);
  for (const id of news.criteria ?? []) {
    const place = index.criterion(id);
    if (place) touched.add(place);
  }
  return touched;
}
