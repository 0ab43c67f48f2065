import fc from 'fast-check';
import { ObjectiveDefinition } from './definition';
import { SloFacts, sloFacts } from './facts';
import { SLO_STATES, SloState, SloStatus } from './status';

function objective(
  id: string,
  changes: Partial<ObjectiveDefinition> = {},
): ObjectiveDefinition {
  return {
    id,
    sloName: id,
    displayName: id,
    service: 'shop',
    workloadRef: 'system:default/shop',
    entityRef: 'system:default/shop',
    method: 'Occurrences',
    target: 0.99,
    window: { kind: 'rolling', duration: '28d', seconds: 2_419_200 },
    sliceSeconds: 300,
    sliceTarget: 1,
    indicator: {
      kind: 'threshold',
      metric: { type: 'samples', spec: {} },
      op: 'lt',
      value: 1,
    },
    declaredIn: { file: 'shop.yaml', line: 1 },
    ...changes,
  };
}

function status(
  id: string,
  state: SloState,
  remainingBudget: number | null = 0.5,
  firing = false,
) {
  return {
    id,
    state,
    remainingBudget,
    alertReadings: [
      {
        state: firing ? 'firing' : 'inactive',
        condition: { kind: 'burn-rate' },
      },
      // Fires, but does not burn the budget.
      { state: 'firing', condition: { kind: 'error-rate' } },
    ],
  } as SloStatus;
}

describe('sloFacts', () => {
  it('says that there is no SLO, unless a document could not be read', () => {
    const nothing = { objectives: [], statuses: [] };
    expect(sloFacts({ ...nothing, readable: true })).toEqual({
      objectives: [],
    });
    expect(sloFacts({ ...nothing, readable: false })).toEqual({});
  });

  it('gives every fact of a workload of which all is known', () => {
    expect(
      sloFacts({
        objectives: [
          objective('uptime', {
            subject: 'availability',
            sla: { target: 0.999 },
            alertPolicies: ['page'],
          }),
          objective('speed', {
            subject: 'latency',
            sla: { target: 0.99 },
          }),
          objective('age', { subject: 'freshness' }),
        ],
        statuses: [
          status('uptime', 'exhausted', -0.123, true),
          status('speed', 'fast-burn', 0.8, true),
          status('age', 'ok', 0.9),
          status('gone', 'exhausted', -3),
        ],
        readable: true,
      }),
    ).toEqual({
      objectives: ['age', 'speed', 'uptime'],
      missed: ['uptime'],
      withoutData: [],
      lowestBudget: -0.13,
      burning: ['speed', 'uptime'],
      withoutAlerts: ['age', 'speed'],
      withoutAgreement: ['age'],
      agreementConflicts: ['uptime'],
      availability: ['uptime'],
      latency: ['speed'],
    });
  });

  it('does not call good what it does not know', () => {
    const objectives = [objective('a'), objective('b'), objective('c')];
    const facts = sloFacts({
      objectives,
      statuses: [status('a', 'ok', 0.9), status('b', 'stale', -1, true)],
      readable: true,
    });
    expect(facts).toMatchObject({ withoutData: ['b', 'c'], availability: [] });
    expect(facts.missed).toBeUndefined();
    expect(facts.burning).toBeUndefined();
    expect(facts.lowestBudget).toBeUndefined();
  });

  it('says what is bad also when not all is known', () => {
    expect(
      sloFacts({
        objectives: [objective('a'), objective('b')],
        statuses: [status('a', 'exhausted', 0, true)],
        readable: false,
      }),
    ).toMatchObject({ missed: ['a'], burning: ['a'], lowestBudget: 0 });
  });

  it('says no empty list while a document could not be read', () => {
    expect(
      sloFacts({
        objectives: [
          objective('a', { alertPolicies: ['p'], sla: { target: 0.9 } }),
        ],
        statuses: [status('a', 'ok')],
        readable: false,
      }),
    ).toEqual({ objectives: ['a'] });
  });

  it('never knows of a good state by knowing less', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        state: fc.constantFrom(...SLO_STATES),
        budget: fc.option(fc.double({ min: -5, max: 1, noNaN: true })),
        firing: fc.boolean(),
      }),
      { selector: ({ id }) => id },
    );
    const property = fc.property(
      some,
      fc.nat(4),
      fc.boolean(),
      (all, kept, readable) => {
        const objectives = all.map(({ id }) => objective(id));
        const statuses = all.map(({ id, state, budget, firing }) =>
          status(id, state, budget, firing),
        );
        const more = sloFacts({ objectives, statuses, readable: true });
        const less = sloFacts({
          objectives,
          statuses: statuses.slice(0, kept),
          readable,
        });
        const clear = (facts: SloFacts, name: 'missed' | 'burning') =>
          facts[name]?.length === 0;
        return (
          (!clear(less, 'missed') || clear(more, 'missed')) &&
          (!clear(less, 'burning') || clear(more, 'burning')) &&
          (!((less.lowestBudget ?? 0) > 0) ||
            more.lowestBudget === less.lowestBudget)
        );
      },
    );
    expect(() => fc.assert(property)).not.toThrow();
  });
});
