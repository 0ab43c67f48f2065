import { CRITERION_STATES } from '@plumbline/plugin-maturity-common';
import fc from 'fast-check';
import {
  ResultList,
  StoredResult,
  criteriaByState,
  orderOf,
  packResults,
  unpackResults,
} from './packedResults';

const anyResults = fc
  .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 })
  .chain(ids =>
    fc.record({
      ids: fc.constant(ids),
      states: fc.array(fc.constantFrom(...CRITERION_STATES), {
        minLength: ids.length,
        maxLength: ids.length,
      }),
      times: fc.array(
        fc.constantFrom('2026-01-01', '2026-02-02', '2026-03-03'),
        { minLength: ids.length, maxLength: ids.length },
      ),
    }),
  );

describe('packed results', () => {
  it('are the same when unpacked', () => {
    fc.assert(
      fc.property(anyResults, ({ ids, states, times }) => {
        const order = orderOf(ids);
        const results = ids.map(
          (_, i): StoredResult => ({ state: states[i], since: times[i] }),
        );
        const packed = JSON.parse(
          JSON.stringify(packResults(new ResultList(order, results))),
        );
        expect(packed[0]).toBe(order.id);
        const unpacked = unpackResults(packed, order);
        expect(ids.map(id => unpacked.get(id))).toEqual(results);
        expect(ids.map((_, i) => unpacked.at(i))).toEqual(results);
        expect(unpacked.size).toBe(ids.length);
        const byState = criteriaByState(packed, order);
        for (const [state, found] of Object.entries(byState)) {
          expect(found).toEqual(ids.filter((_, i) => states[i] === state));
        }
      }),
    );
  });

  it('have none of a criterion of another order', () => {
    const results = new ResultList(orderOf(['a']), [
      { state: 'met', since: '2026-01-01' },
    ]);
    expect(results.get('b')).toBeUndefined();
  });

  it('are of another order when a criterion is added, gone or moved', () => {
    const ids = [['a', 'b'], ['b', 'a'], ['a'], ['a', 'b', 'c']].map(
      criteria => orderOf(criteria).id,
    );
    expect(new Set(ids).size).toBe(4);
  });
});
