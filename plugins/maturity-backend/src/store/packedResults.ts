import { createHash } from 'node:crypto';
import {
  CriterionState,
  STATE_LETTERS,
} from '@plumbline/plugin-maturity-common';

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

/**
 * Results of all criteria of an order: one letter for each state, the times
 * since when they are so, and for each criterion the number of its time, left
 * out when there is but one. A number is a character, counted from `0`: a text
 * is read and written several times as fast as a list.
 */
export type PackedResults = [
  orderId: string,
  states: string,
  times: string[],
  timeOf?: string,
];

/** Code of the character of the first time. */
const FIRST_NUMBER = '0'.charCodeAt(0);
const LETTERS = STATE_LETTERS;
const STATES = Object.fromEntries(
  Object.entries(LETTERS).map(([state, letter]) => [letter, state]),
) as Record<string, CriterionState>;

/**
 * Results of all criteria of an order, kept as they are stored: most of them are
 * only compared and written again.
 */
export class ResultList {
  readonly order: CriteriaOrder;
  readonly packed: PackedResults;

  /** @param packed - of the same order. */
  constructor(order: CriteriaOrder, packed: PackedResults) {
    this.order = order;
    this.packed = packed;
  }

  /** Of the criterion at a position of the order. */
  at(position: number): StoredResult {
    return { state: this.stateAt(position), since: this.sinceAt(position) };
  }

  /** The state alone. */
  stateAt(position: number): CriterionState {
    return STATES[this.packed[1][position]];
  }

  /** The time alone, ISO 8601. */
  sinceAt(position: number): string {
    return this.packed[2][this.timeAt(position)];
  }

  /** The number of that time. */
  timeAt(position: number): number {
    const { 3: timeOf } = this.packed;
    return timeOf ? timeOf.charCodeAt(position) - FIRST_NUMBER : 0;
  }

  /** By criterion id; `undefined` for one that is not of the order. */
  get(criterionId: string): StoredResult | undefined {
    const position = this.positionOf(criterionId);
    return position === undefined ? undefined : this.at(position);
  }

  /** Where a criterion is in the order; `undefined` when it is not. */
  positionOf(criterionId: string): number | undefined {
    return positionsIn(this.order).get(criterionId);
  }

  /** Number of criteria. */
  get size(): number {
    return this.packed[1].length;
  }
}

// An order never changes, and there are few.
const positions = new WeakMap<CriteriaOrder, Map<string, number>>();

function positionsIn(order: CriteriaOrder): Map<string, number> {
  let known = positions.get(order);
  if (!known) {
    known = new Map(order.criteria.map((id, position) => [id, position]));
    positions.set(order, known);
  }
  return known;
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

/** Results, and what is new about them. */
export interface FollowingResults {
  results: ResultList;
  /** Positions of criteria whose state is another one, or that had none. */
  turned: number[];
}

/**
 * The results when criteria have these states at a time: one whose state is as
 * before has it since then.
 *
 * @param states - one for each criterion of the order.
 * @param at - ISO 8601.
 */
export function followingResults(
  order: CriteriaOrder,
  states: readonly CriterionState[],
  at: string,
  before?: ResultList,
): FollowingResults {
  const inSameOrder = before?.order.id === order.id;
  const known = before?.packed[1] ?? '';
  const turned: number[] = [];
  const times: string[] = [];
  let now: number | undefined;
  // By their number before: far fewer than criteria.
  const renumbered: number[] = [];
  const numberOf = (since: string) => {
    const number = times.indexOf(since);
    return FIRST_NUMBER + (number === -1 ? times.push(since) - 1 : number);
  };
  let letters = '';
  const timeOf: number[] = [];
  for (let position = 0; position < states.length; position++) {
    const letter = LETTERS[states[position]];
    letters += letter;
    const old = inSameOrder
      ? position
      : before?.positionOf(order.criteria[position]);
    if (old !== undefined && known[old] === letter) {
      const number = before!.timeAt(old);
      renumbered[number] ??= numberOf(before!.packed[2][number]);
      timeOf.push(renumbered[number]);
    } else {
      turned.push(position);
      now ??= numberOf(at);
      timeOf.push(now);
    }
  }
  if (inSameOrder && turned.length === 0) return { results: before, turned };
  const packed: PackedResults =
    times.length > 1
      ? [order.id, letters, times, String.fromCharCode(...timeOf)]
      : [order.id, letters, times];
  return { results: new ResultList(order, packed), turned };
}

/** The state letters of the criteria of an order; one that has no result is unknown. */
export function lettersIn(order: CriteriaOrder, results: ResultList): string {
  const [orderId, letters] = results.packed;
  if (orderId === order.id) return letters;
  return order.criteria
    .map(id => LETTERS[results.get(id)?.state ?? 'unknown'])
    .join('');
}
