import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import type { StampStatus } from '@plumbline/plugin-stamp-common';
import fc from 'fast-check';
import type { StatusTable } from './rows';
import { takeReport } from './takeReport';

const REF = 'resource:default/shop-prod-westeurope-001';

/** Reports at different moments, with any of their parts left out. */
const reports: fc.Arbitrary<StampStatus[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), {
    minLength: 1,
    maxLength: 8,
  })
  .chain(moments =>
    fc.tuple(
      ...moments.map(moment =>
        fc
          .record(
            {
              lifecycle: fc.constantFrom(...STAMP_LIFECYCLES),
              trafficWeight: fc.integer({ min: 0, max: 100 }),
              image: fc.constantFrom('a.io/shop:1', 'a.io/shop:2'),
              unit: fc.constantFrom('blue' as const, 'green' as const),
              outcome: fc.constantFrom('succeeded' as const, 'failed' as const),
            },
            { requiredKeys: ['lifecycle'] },
          )
          .map(
            (report): StampStatus => ({
              ...report,
              stampRef: REF,
              observedAt: new Date(moment * 1_000).toISOString(),
              receivedAt: '2026-11-21T12:00:00.000Z',
              reportedBy: 'external:ci',
            }),
          ),
      ),
    ),
  );

const takeAll = (all: readonly StampStatus[]) =>
  all.reduce<StatusTable | undefined>(
    (known, report) => takeReport(known, report, 'system:default/shop'),
    undefined,
  );

describe('takeReport', () => {
  it('ends in the same state in whatever order reports arrive, and however often', () => {
    fc.assert(
      fc.property(
        reports.chain(all =>
          fc.record({
            all: fc.constant(all),
            shuffled: fc.shuffledSubarray([...all, ...all], {
              minLength: all.length * 2,
            }),
          }),
        ),
        ({ all, shuffled }) => {
          const inOrder = [...all].sort((a, b) =>
            a.observedAt.localeCompare(b.observedAt),
          );
          expect(takeAll(shuffled)).toEqual(takeAll(inOrder));
        },
      ),
    );
  });

  it('holds what the newest that tells it says', () => {
    fc.assert(
      fc.property(reports, all => {
        const newestFirst = [...all].sort((a, b) =>
          b.observedAt.localeCompare(a.observedAt),
        );
        const row = takeAll(all)!;
        expect(row.lifecycle).toBe(newestFirst[0].lifecycle);
        expect(row.outcome).toBe(newestFirst[0].outcome ?? null);
        for (const [column, field] of [
          ['traffic_weight', 'trafficWeight'],
          ['image', 'image'],
          ['unit', 'unit'],
        ] as const) {
          const teller = newestFirst.find(each => each[field] !== undefined);
          expect(row[column]).toBe(teller?.[field] ?? null);
        }
      }),
    );
  });
});
