import { createHash } from 'node:crypto';
import { CriterionState } from '@plumbline/plugin-maturity-common';

/** State of one criterion, and since when. */
export interface StoredResult {
  state: CriterionState;
  /** ISO 8601. */
  since: string;
}

/** The criteria of one version of a model, in its order. Rows name it instead of repeating hundreds of ids. */
export interface CriteriaOrder {
  /** A hash of the ids. */
  id: string;
  criteria: string[];
}

/** The order in which these criteria are. */
export function orderOf(criteria: string[]): CriteriaOrder {
  const hash = createHash('sha256').update(criteria.join('\n')).digest('hex');
  return { id: hash.slice(0, 16), criteria };
}

/**
 * Results of all criteria of an order: one letter for each state, the times
 * since when they are so, and for each criterion the number of its time, left
 * out when there is but one.
 */
export type PackedResults = [
  orderId: string,
  states: string,
  times: string[],
  timeOf?: number[],
];

const LETTERS: Record<CriterionState, string> = {
  met: 'm',
  'not-met': 'n',
  unknown: 'u',
  exempt: 'e',
  'not-applicable': 'a',
  error: 'x',
};
const STATES = new Map(
  Object.entries(LETTERS).map(([state, letter]) => [
    letter,
    state as CriterionState,
  ]),
);

/** Results by criterion id, packed; each criterion of the order has one. */
export function packResults(
  results: Map<string, StoredResult>,
  order: CriteriaOrder,
): PackedResults {
  const numbers = new Map<string, number>();
  const timeOf: number[] = [];
  let states = '';
  for (const id of order.criteria) {
    const { state, since } = results.get(id)!;
    states += LETTERS[state];
    let number = numbers.get(since);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(since, number);
    }
    timeOf.push(number);
  }
  const times = [...numbers.keys()];
  return times.length > 1
    ? [order.id, states, times, timeOf]
    : [order.id, states, times];
}

/** The reverse of {@link packResults}. */
export function unpackResults(
  [, states, times, timeOf]: PackedResults,
  { criteria }: CriteriaOrder,
): Map<string, StoredResult> {
  const results = new Map<string, StoredResult>();
  // One object stands for all criteria of one state and time.
  const shared = new Map<string, StoredResult>();
  criteria.forEach((id, index) => {
    const letter = states[index];
    const time = timeOf?.[index] ?? 0;
    const key = `${letter}${time}`;
    let result = shared.get(key);
    if (!result) {
      result = { state: STATES.get(letter)!, since: times[time] };
      shared.set(key, result);
    }
    results.set(id, result);
  });
  return results;
}

/** Ids of criteria by state. */
export function criteriaByState(
  [, states]: PackedResults,
  { criteria }: CriteriaOrder,
): Partial<Record<CriterionState, string[]>> {
  const found: Partial<Record<CriterionState, string[]>> = {};
  criteria.forEach((id, index) => {
    const state = STATES.get(states[index])!;
    const ids = found[state];
    if (ids) ids.push(id);
    else found[state] = [id];
  });
  return found;
}
