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
  /** A hash of the criteria and of where they stand. */
  id: string;
  criteria: string[];
}

/** Results of all criteria of an order. */
export class ResultList {
  readonly order: CriteriaOrder;
  readonly #results: StoredResult[];

  /** @param results - one for each criterion of the order. */
  constructor(order: CriteriaOrder, results: StoredResult[]) {
    this.order = order;
    this.#results = results;
  }

  /** Of the criterion at a position of the order. */
  at(position: number): StoredResult {
    return this.#results[position];
  }

  /** By criterion id; `undefined` for one that is not of the order. */
  get(criterionId: string): StoredResult | undefined {
    return this.#results[positionIn(this.order, criterionId)];
  }

  /** Number of criteria. */
  get size(): number {
    return this.#results.length;
  }
}

// An order never changes, and there are few.
const positions = new WeakMap<CriteriaOrder, Map<string, number>>();

function positionIn(order: CriteriaOrder, criterionId: string): number {
  let known = positions.get(order);
  if (!known) {
    known = new Map(order.criteria.map((id, position) => [id, position]));
    positions.set(order, known);
  }
  return known.get(criterionId) ?? -1;
}

/**
 * The order in which these criteria are.
 *
 * @param places - where each stands in its model; the criteria alone when
 * absent. One that moves makes another order.
 */
export function orderOf(
  criteria: string[],
  places: string[] = criteria,
): CriteriaOrder {
  const hash = createHash('sha256').update(places.join('\n')).digest('hex');
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

/** Results as they are stored. */
export function packResults(results: ResultList): PackedResults {
  const times: string[] = [];
  const timeOf: number[] = [];
  let states = '';
  for (let position = 0; position < results.size; position++) {
    const { state, since } = results.at(position);
    states += LETTERS[state];
    let time = times.indexOf(since);
    if (time === -1) time = times.push(since) - 1;
    timeOf.push(time);
  }
  const { id } = results.order;
  return times.length > 1 ? [id, states, times, timeOf] : [id, states, times];
}

/** The reverse of {@link packResults}. */
export function unpackResults(
  [, states, times, timeOf]: PackedResults,
  order: CriteriaOrder,
): ResultList {
  // One object stands for all criteria of one state and time.
  const shared = times.map(() => new Map<string, StoredResult>());
  const results: StoredResult[] = [];
  for (let position = 0; position < states.length; position++) {
    const letter = states[position];
    const time = timeOf ? timeOf[position] : 0;
    let result = shared[time].get(letter);
    if (!result) {
      result = { state: STATES.get(letter)!, since: times[time] };
      shared[time].set(letter, result);
    }
    results.push(result);
  }
  return new ResultList(order, results);
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
