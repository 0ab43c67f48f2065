import fc from 'fast-check';
import { HEALTH_STATES, HealthState } from '../summary';
import {
  Aggregation,
  HealthNode,
  Impact,
  IMPACTS,
  aggregate,
  applyImpact,
  defaultImpact,
  healthRank,
  rollUp,
} from '.';

const H: HealthState = 'healthy';
const D: HealthState = 'degraded';
const U: HealthState = 'unhealthy';
const X: HealthState = 'unknown';

describe('applyImpact', () => {
  it.each<[Impact, (HealthState | undefined)[]]>([
    ['standard', [H, X, D, U]],
    ['limited', [H, X, H, D]],
    ['suppressed', [undefined, undefined, undefined, undefined]],
  ])('%s', (impact, expected) => {
    expect([H, X, D, U].map(state => applyImpact(state, impact))).toEqual(
      expected,
    );
  });
});

describe('aggregate', () => {
  const worst: Aggregation = { kind: 'worstOf' };
  const redundant: Aggregation = { kind: 'redundant' };
  const half: Aggregation = {
    kind: 'minHealthy',
    unit: 'percent',
    unhealthy: 50,
    degraded: 75,
  };
  const twoLeft: Aggregation = {
    kind: 'minHealthy',
    unit: 'count',
    unhealthy: 1,
    degraded: 2,
  };
  const threeIll: Aggregation = {
    kind: 'maxNotHealthy',
    unit: 'count',
    unhealthy: 3,
    degraded: 2,
  };
  it.each<
    [string, Aggregation, HealthState[], boolean, HealthState | undefined]
  >([
    ['nothing below', worst, [], true, undefined],
    ['worst of known', worst, [H, X, D], true, D],
    ['all unknown', worst, [X, X], true, X],
    ['unknown left out', worst, [H, X], true, H],
    ['unknown counts', worst, [H, X], false, X],
    ['unknown counts, worse known', worst, [D, X], false, D],
    ['half left', half, [H, H, U, U], true, U],
    ['three quarters left', half, [H, H, H, D], true, D],
    ['all left', half, [H, H, H, H], true, H],
    ['unknown is not in the percentage', half, [H, X, X, X], true, H],
    ['unknown could be ill', half, [H, X, X, X], false, X],
    ['enough left', twoLeft, [H, H, H, U], true, H],
    ['two left', twoLeft, [H, H, U, U], true, D],
    ['one left', twoLeft, [H, U, U, U], true, U],
    ['two not healthy', threeIll, [H, D, U], true, D],
    ['three not healthy', threeIll, [D, D, D], true, U],
    ['one stamp lost', redundant, [H, H, U], true, D],
    ['all but one lost', redundant, [H, U, U], true, D],
    ['all lost', redundant, [U, U, U], true, U],
    ['the only one lost', redundant, [U], true, U],
    ['all degraded still serve', redundant, [D, D, D], true, D],
    ['the others may serve', redundant, [U, X, X], true, D],
    ['no data at all', redundant, [X, X], true, X],
  ])('%s', (_, aggregation, states, ignoreUnknown, expected) => {
    expect(aggregate(states, aggregation, ignoreUnknown)).toBe(expected);
  });
});

describe('defaultImpact', () => {
  it.each<[string | undefined, Impact]>([
    ['front-door', 'standard'],
    ['web-app', 'standard'],
    ['postgresql', 'standard'],
    ['key-vault', 'standard'],
    [undefined, 'standard'],
    ['container-registry', 'limited'],
    ['Microsoft.ContainerRegistry/registries', 'limited'],
    ['log-analytics', 'limited'],
    ['microsoft.operationalinsights/workspaces', 'limited'],
    ['application-insights', 'limited'],
    ['diagnostic-settings', 'suppressed'],
    ['microsoft.insights/workbooks', 'suppressed'],
    ['bastion', 'suppressed'],
    ['jump-host', 'suppressed'],
    ['build-agents', 'suppressed'],
  ])('%s is %s', (type, expected) => {
    expect(defaultImpact(type)).toBe(expected);
  });
});

describe('rollUp', () => {
  const node = (
    ref: string,
    options: Partial<Omit<HealthNode, 'signals'>> & { states?: HealthState[] },
  ): HealthNode => ({
    ref,
    impact: 'standard',
    dependsOn: [],
    ...options,
    signals: (options.states ?? []).map((state, i) => ({
      id: `${ref}/${i}`,
      state,
      reason: `${ref} is ${state}`,
      observedAt: '2026-01-01T00:00:00Z',
    })),
  });
  const stateOf = (nodes: HealthNode[], ref: string) =>
    rollUp(nodes).get(ref)!.state;

  it('takes the state from below where a node has no signal', () => {
    const below = node('b', { states: [H] });
    expect(stateOf([node('a', { dependsOn: ['b'] }), below], 'a')).toBe(H);
    expect(stateOf([node('a', {})], 'a')).toBe(X);
  });

  it('does not let healthy ones outvote a signal without data', () => {
    expect(stateOf([node('a', { states: [H, X] })], 'a')).toBe(X);
    expect(stateOf([node('a', { states: [X, D] })], 'a')).toBe(D);
    const below = node('b', { states: [H] });
    const above = node('a', { states: [X], dependsOn: ['b'] });
    expect(stateOf([above, below], 'a')).toBe(X);
  });

  it('keeps a healthy node healthy over one without data', () => {
    const nodes = [node('a', { states: [H], dependsOn: ['b'] }), node('b', {})];
    expect(stateOf(nodes, 'a')).toBe(H);
    nodes[0].ignoreUnknown = false;
    expect(stateOf(nodes, 'a')).toBe(X);
  });

  it('names the signal and the path of an illness', () => {
    const result = rollUp([
      node('workload', { dependsOn: ['web', 'kv'] }),
      node('web', { dependsOn: ['db'], states: [H] }),
      node('kv', { states: [D] }),
      node('db', { states: [H, U] }),
    ]);
    expect(result.get('workload')).toEqual({
      ref: 'workload',
      ownState: X,
      state: U,
      cause: {
        entityRef: 'db',
        signalId: 'db/1',
        state: U,
        reason: 'db is unhealthy',
        observedAt: '2026-01-01T00:00:00Z',
        path: ['workload', 'web', 'db'],
      },
    });
    expect(result.get('kv')!.cause!.path).toEqual(['kv']);
  });

  it('makes an illness milder on its way through a limited node', () => {
    const result = rollUp([
      node('stamp', { dependsOn: ['registry'] }),
      node('registry', { impact: 'limited', states: [U] }),
    ]);
    expect(result.get('registry')!.state).toBe(U);
    expect(result.get('stamp')!.state).toBe(D);
    expect(result.get('stamp')!.cause!.state).toBe(U);
  });

  it('gives all of a circle the same state, and a path to the cause', () => {
    const result = rollUp([
      node('a', { dependsOn: ['b'] }),
      node('b', { dependsOn: ['c'], states: [H] }),
      node('c', { dependsOn: ['a', 'd'] }),
      node('d', { states: [D] }),
    ]);
    expect(['a', 'b', 'c'].map(ref => result.get(ref)!.state)).toEqual([
      D,
      D,
      D,
    ]);
    expect(result.get('a')!.cause!.path).toEqual(['a', 'b', 'c', 'd']);
    expect(result.get('c')!.cause!.path).toEqual(['c', 'd']);
  });

  it('goes down a chain of 20,000 nodes', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      node(`n${i}`, {
        dependsOn: [`n${i + 1}`],
        states: i === 19_999 ? [U] : [],
      }),
    );
    expect(stateOf(chain, 'n0')).toBe(U);
  });

  const states = fc.constantFrom(...HEALTH_STATES);
  const known = fc.constantFrom(H, D, U);
  const aggregations = fc.oneof(
    fc.constant<Aggregation>({ kind: 'worstOf' }),
    fc.constant<Aggregation>({ kind: 'redundant' }),
    fc.record({
      kind: fc.constantFrom('minHealthy' as const, 'maxNotHealthy' as const),
      unit: fc.constantFrom('count' as const, 'percent' as const),
      unhealthy: fc.nat(4),
      degraded: fc.option(fc.nat(4), { nil: undefined }),
    }),
  );
  const models = (state: fc.Arbitrary<HealthState>, minSignals: number) =>
    fc.integer({ min: 1, max: 12 }).chain(size =>
      fc.tuple(
        ...Array.from({ length: size }, (_, i) =>
          fc
            .record({
              impact: fc.constantFrom(...IMPACTS),
              aggregation: aggregations,
              ignoreUnknown: fc.boolean(),
              states: fc.array(state, { minLength: minSignals, maxLength: 3 }),
              dependsOn: fc.array(
                fc.nat(size).map(j => `n${j}`),
                { maxLength: 4 },
              ),
            })
            .map(options => node(`n${i}`, options)),
        ),
      ),
    );

  it('ends, and says something about every node, whatever the graph', () => {
    fc.assert(
      fc.property(models(states, 0), nodes => {
        const result = rollUp(nodes);
        const counting = nodes.some(each => 'unit' in each.aggregation!);
        for (const each of nodes) {
          const health = result.get(each.ref)!;
          expect(HEALTH_STATES).toContain(health.state);
          expect(health.cause?.path[0] ?? each.ref).toBe(each.ref);
          expect(health.cause?.path.at(-1)).toBe(health.cause?.entityRef);
          // A threshold may be crossed although nothing is ill.
          const ill = health.state === D || health.state === U;
          expect(counting || !ill || health.cause !== undefined).toBe(true);
        }
      }),
    );
  });

  it('does not depend on order', () => {
    fc.assert(
      fc.property(models(states, 0), fc.integer(), (nodes, seed) => {
        const shuffled = shuffle(nodes, seed).map(each => ({
          ...each,
          signals: shuffle(each.signals, seed + 1),
          dependsOn: shuffle(each.dependsOn, seed + 2),
        }));
        const byRef = (a: { ref: string }, b: { ref: string }) =>
          a.ref < b.ref ? -1 : 1;
        expect([...rollUp(shuffled).values()].sort(byRef)).toEqual(
          [...rollUp(nodes).values()].sort(byRef),
        );
      }),
    );
  });

  it('never gets better when a known signal gets worse', () => {
    fc.assert(
      fc.property(
        models(known, 1),
        fc.nat(),
        known,
        (nodes, which, replacement) => {
          const index = which % nodes.length;
          const [first, ...rest] = nodes[index].signals;
          fc.pre(healthRank(replacement) >= healthRank(first.state));
          const worse = nodes.map((each, i) =>
            i === index
              ? {
                  ...each,
                  signals: [{ ...first, state: replacement }, ...rest],
                }
              : each,
          );
          const before = rollUp(nodes);
          const after = rollUp(worse);
          for (const { ref } of nodes) {
            expect(healthRank(after.get(ref)!.state)).toBeGreaterThanOrEqual(
              healthRank(before.get(ref)!.state),
            );
          }
        },
      ),
    );
  });
});

function shuffle<T>(items: T[], seed: number): T[] {
  return items
    .map((item, i) => ({ item, key: Math.sin(seed + i * 7.13) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
