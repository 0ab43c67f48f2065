import { CRITERION_STATES } from '@plumbline/plugin-maturity-common';
import fc from 'fast-check';
import {
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
        const results = new Map<string, StoredResult>(
          ids.map((id, i) => [id, { state: states[i], since: times[i] }]),
        );
        const packed = JSON.parse(JSON.stringify(packResults(results, order)));
        expect(packed[0]).toBe(order.id);
        expect(unpackResults(packed, order)).toEqual(results);
        const byState = criteriaByState(packed, order);
        for (const [state, found] of Object.entries(byState)) {
          expect(found).toEqual(ids.filter((_, i) => states[i] === state));
        }
      }),
    );
  });

  it('are of another order when a criterion is added, gone or moved', () => {
    const ids = [['a', 'b'], ['b', 'a'], ['a'], ['a', 'b', 'c']].map(
      criteria => orderOf(criteria).id,
    );
    expect(new Set(ids).size).toBe(4);
  });
});
