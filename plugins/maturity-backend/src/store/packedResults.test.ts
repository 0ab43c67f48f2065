import {
  CRITERION_STATES,
  CriterionState,
  STATE_LETTERS,
} from '@plumbline/plugin-maturity-common';
import fc from 'fast-check';
import {
  ResultList,
  followingResults,
  lettersIn,
  orderOf,
} from './packedResults';

const TIMES = ['2026-01-01', '2026-02-02', '2026-03-03'];

/** Criteria in an order, and what each of them came to at some times. */
const anyResults = fc
  .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 })
  .chain(ids =>
    fc.record({
      ids: fc.constant(ids),
      rounds: fc.tuple(
        ...TIMES.map(() =>
          fc.array(fc.constantFrom<CriterionState>(...CRITERION_STATES), {
            minLength: ids.length,
            maxLength: ids.length,
          }),
        ),
      ),
    }),
  );

/** What is read after it was stored. */
function stored({ order, packed }: ResultList): ResultList {
  return new ResultList(order, JSON.parse(JSON.stringify(packed)));
}

describe('packed results', () => {
  it('keep since when each is so', () => {
    fc.assert(
      fc.property(anyResults, ({ ids, rounds }) => {
        const order = orderOf(ids);
        let results: ResultList | undefined;
        const expected = new Map<
          string,
          { state: CriterionState; since: string }
        >();
        rounds.forEach((states, round) => {
          const at = TIMES[round];
          const { results: next, turned } = followingResults(
            order,
            states,
            at,
            results,
          );
          expect(turned).toEqual(
            [...ids.keys()].filter(
              i => expected.get(ids[i])?.state !== states[i],
            ),
          );
          for (const i of turned) {
            expected.set(ids[i], { state: states[i], since: at });
          }
          results = stored(next);
          expect(results.packed[0]).toBe(order.id);
          expect(results.size).toBe(ids.length);
          expect(ids.map(id => results!.get(id))).toEqual(
            ids.map(id => expected.get(id)),
          );
          expect(ids.map((_, i) => results!.at(i))).toEqual(
            ids.map(id => expected.get(id)),
          );
        });
        const last = rounds[rounds.length - 1];
        expect(lettersIn(order, results!)).toBe(
          last.map(state => STATE_LETTERS[state]).join(''),
        );
      }),
    );
  });

  it('stay with their criteria when the order changes', () => {
    const before = followingResults(
      orderOf(['a', 'b', 'c']),
      ['met', 'not-met', 'unknown'],
      '2026-01-01',
    ).results;
    const { results, turned } = followingResults(
      orderOf(['c', 'd', 'a']),
      ['unknown', 'met', 'not-met'],
      '2026-02-02',
      before,
    );
    expect(turned).toEqual([1, 2]);
    expect(lettersIn(orderOf(['a', 'b', 'e']), results)).toBe('nuu');
    expect([0, 1, 2].map(i => results.at(i))).toEqual([
      { state: 'unknown', since: '2026-01-01' },
      { state: 'met', since: '2026-02-02' },
      { state: 'not-met', since: '2026-02-02' },
    ]);
  });

  it('have none of a criterion of another order', () => {
    const { results } = followingResults(orderOf(['a']), ['met'], '2026-01-01');
    expect(results.get('b')).toBeUndefined();
  });

  it('are of another order when a criterion is added, gone or moved', () => {
    const ids = [['a', 'b'], ['b', 'a'], ['a'], ['a', 'b', 'c']].map(
      criteria => orderOf(criteria).id,
    );
    expect(new Set(ids).size).toBe(4);
  });
});
