import fc from 'fast-check';
import { HEALTH_STATES, HealthState, NodeSignal } from '../summary';
import { SHOP, resource, shopGraph, shopSignal } from './__testUtils__/shop';
import {
  completeHealthModel,
  defaultHealthModel,
  emptyHealthModel,
} from './defaultHealthModel';
import { HealthModel } from './healthModel';
import { healthModelFindings } from './healthModelFindings';
import { withUserFlows } from './userFlows';
import { workloadHealth } from './workloadHealth';
import { WorkloadRollUp } from './WorkloadRollUp';

const graph = shopGraph();
const PARTS = [
  'door',
  'registry',
  'web-north',
  'db-north',
  'web-south',
  'db-south',
];

const model = (more: Partial<HealthModel>): HealthModel => ({
  ...emptyHealthModel(),
  ...more,
});

const pay = {
  id: 'pay',
  title: 'Pay',
  criticality: 'critical' as const,
  dependsOn: [resource('door'), resource('db-north'), resource('db-south')],
  signals: ['slo/pay'],
};

const allHealthy = PARTS.map(part => shopSignal(part, 'healthy'));
const stateWith = (signals: NodeSignal[], given?: HealthModel) =>
  workloadHealth(graph, [...allHealthy, ...signals], given).workload.state;

const anySignals = fc.array(
  fc
    .tuple(
      fc.constantFrom(...PARTS, SHOP, 'elsewhere'),
      fc.constantFrom(...HEALTH_STATES),
      fc.constantFrom('push/up', 'slo/pay', 'maturity/level'),
    )
    .map(([part, state, id]) => shopSignal(part, state, id)),
  { maxLength: 10 },
);

describe('defaults', () => {
  it('are the model that holds without one', () => {
    fc.assert(
      fc.property(anySignals, signals => {
        const without = workloadHealth(graph, signals);
        expect(
          workloadHealth(graph, signals, defaultHealthModel(graph)),
        ).toEqual(without);
        const declared = model({
          userFlows: [pay],
          nodes: [{ ref: resource('door'), impact: 'limited' }],
        });
        expect(
          workloadHealth(graph, signals, completeHealthModel(graph, declared)),
        ).toEqual(workloadHealth(graph, signals, declared));
      }),
    );
  });

  it('are written out for every part', () => {
    const { nodes, stamps, escalation } = defaultHealthModel(graph);
    expect(nodes.map(({ ref }) => ref)).toEqual(
      graph.nodes.map(each => each.entityRef),
    );
    expect(nodes.find(({ ref }) => ref === resource('registry'))).toEqual({
      ref: resource('registry'),
      impact: 'limited',
      criticality: 'medium',
      alerts: true,
    });
    expect(nodes[0].criticality).toBe('critical');
    expect(stamps).toEqual({ aggregation: { kind: 'redundant' } });
    expect(escalation).toEqual([
      { contact: 'team', afterMinutes: 0 },
      { contact: 'boss', afterMinutes: 15 },
    ]);
  });
});

describe('a model', () => {
  it('sets impacts, and how stamps count', () => {
    const doorDown = [shopSignal('door', 'unhealthy', 'push/x')];
    expect(stateWith(doorDown)).toBe('unhealthy');
    const limited = model({
      nodes: [{ ref: resource('door'), impact: 'limited' }],
    });
    expect(stateWith(doorDown, limited)).toBe('degraded');
    const oneLost = [shopSignal('db-north', 'unhealthy', 'push/x')];
    expect(stateWith(oneLost)).toBe('degraded');
    expect(
      stateWith(
        oneLost,
        model({ stamps: { aggregation: { kind: 'worstOf' } } }),
      ),
    ).toBe('unhealthy');
  });

  it('keeps maturity out unless it says otherwise, but shows it', () => {
    const posture = [shopSignal('door', 'unhealthy', 'maturity/level')];
    const health = workloadHealth(graph, [...allHealthy, ...posture]);
    expect(health.workload.state).toBe('healthy');
    expect(health.signals.get(resource('door'))).toHaveLength(2);
    const counts = model({
      mapping: [{ signal: 'maturity/*', impact: 'limited' }],
    });
    expect(stateWith(posture, counts)).toBe('degraded');
  });

  it('moves signals to other nodes; one for the entity comes first', () => {
    const mapping = [
      { signal: 'push/x', node: resource('registry') },
      { signal: 'push/*', of: resource('door'), node: resource('db-north') },
    ];
    const health = workloadHealth(
      graph,
      [
        shopSignal('door', 'unhealthy', 'push/x'),
        shopSignal('web-south', 'degraded', 'push/x'),
      ],
      model({ mapping }),
    );
    expect(health.nodes.get(resource('db-north'))!.ownState).toBe('unhealthy');
    expect(health.nodes.get(resource('registry'))!.ownState).toBe('degraded');
    expect(health.nodes.get(resource('door'))!.ownState).toBe('unknown');
  });

  it('says what it names that is not there', () => {
    const wrong = model({
      nodes: [{ ref: resource('nothing') }],
      userFlows: [
        { ...pay, dependsOn: [resource('door'), resource('gone')] },
        { ...pay, id: 'idle', title: 'Idle', dependsOn: [], signals: [] },
      ],
      mapping: [{ signal: 'a', node: 'flow:pay' }],
    });
    expect(healthModelFindings(graph, wrong)).toEqual([
      {
        field: 'spec.nodes[0].ref',
        message: 'The workload has no resource:default/nothing',
      },
      {
        field: 'spec.userFlows[0].dependsOn[1]',
        message: 'The workload has no resource:default/gone',
      },
      {
        field: 'spec.userFlows[1]',
        message:
          'Idle depends on nothing and has no signal, so it stays unknown',
      },
    ]);
  });
});

describe('user flows', () => {
  const given = model({ userFlows: [pay] });

  it('are nodes beside the resources, as tolerant of losing a stamp', () => {
    const flow = (signals: NodeSignal[]) =>
      workloadHealth(graph, [...allHealthy, ...signals], given).nodes.get(
        'flow:pay',
      )!;
    expect(flow([]).state).toBe('healthy');
    expect(flow([shopSignal('db-north', 'unhealthy', 'push/x')]).state).toBe(
      'degraded',
    );
    expect(
      flow([
        shopSignal('db-north', 'unhealthy', 'push/x'),
        shopSignal('db-south', 'unhealthy', 'push/x'),
      ]),
    ).toMatchObject({
      state: 'unhealthy',
      cause: { path: ['flow:pay', resource('db-north')] },
    });
  });

  it('have signals of their own, which hurt the workload as much as the flow matters', () => {
    const slo = [shopSignal('door', 'unhealthy', 'slo/pay')];
    // The door has it too, and counts in full.
    const limitedDoor = {
      ref: resource('door'),
      impact: 'suppressed' as const,
    };
    expect(
      stateWith(
        slo,
        model({ userFlows: [{ ...pay, dependsOn: [] }], nodes: [limitedDoor] }),
      ),
    ).toBe('unhealthy');
    expect(
      stateWith(
        slo,
        model({
          userFlows: [{ ...pay, dependsOn: [], criticality: 'low' }],
          nodes: [limitedDoor],
        }),
      ),
    ).toBe('degraded');
  });

  it('are put into a graph once', () => {
    const once = withUserFlows(graph, given);
    expect(withUserFlows(once, given)).toEqual(once);
    expect(withUserFlows(once, emptyHealthModel())).toEqual({
      ...graph,
      nodes: [...graph.nodes].sort((a, b) =>
        a.entityRef < b.entityRef ? -1 : 1,
      ),
      edges: [...graph.edges].sort((a, b) =>
        `${a.sourceRef} ${a.targetRef}` < `${b.sourceRef} ${b.targetRef}`
          ? -1
          : 1,
      ),
    });
  });
});

describe('WorkloadRollUp', () => {
  it('is what workloadHealth says after every change', () => {
    const given = model({
      userFlows: [pay],
      mapping: [
        {
          signal: 'slo/*',
          of: resource('door'),
          node: resource('web-north'),
          impact: 'limited',
        },
      ],
    });
    const changes = fc.array(
      fc.tuple(
        fc.constantFrom(...PARTS),
        fc.constantFrom(...HEALTH_STATES, undefined),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(anySignals, changes, (signals, sequence) => {
        const kept = new WorkloadRollUp(graph, signals, given);
        let now = signals;
        for (const [part, state] of sequence) {
          const list = state ? [shopSignal(part, state, 'slo/pay')] : [];
          kept.put(resource(part), list);
          now = [
            ...now.filter(each => each.entityRef !== resource(part)),
            ...list,
          ];
          const full = workloadHealth(graph, now, given);
          expect(kept.health.nodes).toEqual(full.nodes);
          expect(kept.health.workload).toEqual(full.workload);
        }
      }),
    );
  });

  it('explains with paths through real nodes only', () => {
    const kept = new WorkloadRollUp(graph, [
      ...allHealthy,
      shopSignal('db-north', 'unhealthy', 'push/x'),
    ]);
    const { state, causes } = kept.explain(SHOP);
    expect(state).toBe('degraded');
    expect(causes.map(({ path }) => path)).toEqual([
      [
        SHOP,
        resource('stamp-north'),
        resource('web-north'),
        resource('db-north'),
      ],
    ]);
  });

  it('says of a silent stamp that it is silent', () => {
    const kept = new WorkloadRollUp(graph, [shopSignal('door', 'healthy')]);
    expect(kept.explain(resource('stamp-north'))).toMatchObject({
      state: 'unknown',
      causes: [],
    });
    expect(kept.explain(resource('stamp-north')).silent.length).toBeGreaterThan(
      0,
    );
  });

  it('never gets better when a known signal gets worse', () => {
    const known: HealthState[] = ['healthy', 'degraded', 'unhealthy'];
    fc.assert(
      fc.property(
        fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }),
        fc.nat(5),
        (list, which) => {
          const signals = list.map((state, i) =>
            shopSignal(PARTS[i], known[state]),
          );
          const worse = signals.map((each, i) =>
            i === which ? { ...each, state: 'unhealthy' as const } : each,
          );
          const rank = (given: NodeSignal[]) =>
            HEALTH_STATES.indexOf(
              workloadHealth(graph, given, model({ userFlows: [pay] })).workload
                .state,
            );
          expect(rank(worse)).toBeGreaterThanOrEqual(rank(signals));
        },
      ),
    );
  });
});
