import { SloStatus } from '@plumbline/plugin-slo-common';

/** A status of an objective that does well, with whatever differs. */
export function statusOf(
  id: string,
  fields: Partial<SloStatus> = {},
): SloStatus {
  return {
    id,
    sloName: id,
    displayName: id,
    service: 'shop',
    workloadRef: 'system:default/shop',
    entityRef: 'system:default/shop',
    method: 'Occurrences',
    target: 0.99,
    state: 'ok',
    reason: 'It does well.',
    asOf: '2026-11-21T12:00:00.000Z',
    window: {
      duration: '28d',
      kind: 'rolling',
      start: '2026-10-24T12:00:00.000Z',
      end: '2026-11-21T12:00:00.000Z',
      periodEnd: '2026-11-21T12:00:00.000Z',
    },
    compliance: 0.995,
    remainingBudget: 0.5,
    burnRates: [{ seconds: 3_600, rate: 0.5 }],
    alertReadings: [],
    secondsToExhaustion: null,
    presentBurnRate: 0.5,
    events: { good: 995, bad: 5, total: 1_000 },
    slices: {
      seconds: 300,
      good: 990,
      bad: 10,
      empty: 0,
      noData: 0,
      expected: 1_000,
    },
    coverage: 1,
    trend: [0.6, 0.5],
    explanation: {
      sourceType: 'samples',
      queries: [{ role: 'total', text: 'shop.total' }],
      formulas: ['1 − 5 ÷ 1,000 = 99.5%'],
      estimated: false,
    },
    declaredIn: { file: 'slos/shop.yaml', line: 2 },
    ...fields,
  } as SloStatus;
}
