import fc from 'fast-check';
import { HEALTH_STATES, HealthState } from '../summary';
import {
  models,
  randomFrom,
  randomModel,
  signalOf,
  withStates,
} from './__testUtils__/randomModels';
import { referenceRollUp } from './__testUtils__/referenceRollUp';
import { diffHealth } from './diffHealth';
import { explainHealth } from './explainHealth';
import { HealthRollUp } from './HealthRollUp';
import { HealthNode } from './model';
import { rollUp } from './rollUp';

const SEED = Number(process.env.HEALTH_SEED ?? 20261121);

const states = (nodes: HealthNode[]) =>
  Object.fromEntries(
    [...rollUp(nodes)].map(([ref, { state }]) => [ref, state]),
  );

describe('rollUp', () => {
  it('agrees with the reference evaluator on 10,000 random models', () => {
    const differing: number[] = [];
    for (let seed = SEED; seed < SEED + 10_000; seed++) {
      const nodes = randomModel(randomFrom(seed));
      const expected = Object.fromEntries(referenceRollUp(nodes));
      if (
        JSON.stringify(sorted(states(nodes))) !==
        JSON.stringify(sorted(expected))
      ) {
        differing.push(seed);
      }
    }
    // Seeds: `randomModel(randomFrom(seed))` gives the model again.
    expect(differing).toEqual([]);
  });

  it('is tried on models of every kind', () => {
    const seen = new Set<HealthState>();
    let circles = 0;
    for (let seed = SEED; seed < SEED + 500; seed++) {
      const nodes = randomModel(randomFrom(seed));
      for (const state of Object.values(states(nodes))) seen.add(state);
      const { components } = new HealthRollUp(nodes).structure;
      if (components.some(members => members.length > 1)) circles++;
    }
    expect([...seen].sort()).toEqual([...HEALTH_STATES].sort());
    expect(circles).toBeGreaterThan(50);
  });
});

describe('HealthRollUp', () => {
  const changes = fc.array(
    fc.tuple(
      fc.nat(13),
      fc.array(fc.constantFrom(...HEALTH_STATES), { maxLength: 2 }),
    ),
    { minLength: 1, maxLength: 8 },
  );

  it('is a full roll-up after every sequence of changes, and says what changed', () => {
    fc.assert(
      fc.property(models, changes, ({ nodes }, sequence) => {
        const kept = new HealthRollUp(nodes);
        let now = nodes;
        for (const [which, list] of sequence) {
          const { ref } = now[which % now.length];
          const signals = list.map((state, i) => signalOf(ref, state, i));
          const before = rollUp(now);
          now = now.map(node =>
            node.ref === ref ? { ...node, signals } : node,
          );
          const after = rollUp(now);
          const said = kept.put(ref, signals);
          expect(new Map(kept.results)).toEqual(after);
          expect(said).toEqual(diffHealth(before, after));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('judges only what depends on the change, and no further than it changes', () => {
    const reads: string[] = [];
    const watched = (ref: string, dependsOn: string[]): HealthNode => ({
      ref,
      dependsOn,
      signals: [signalOf(ref, 'healthy')],
      get impact() {
        reads.push(ref);
        return 'standard' as const;
      },
    });
    const kept = new HealthRollUp([
      watched('workload', ['web', 'other']),
      watched('web', ['db']),
      watched('db', []),
      watched('other', ['far']),
      watched('far', []),
    ]);
    reads.length = 0;
    expect(kept.put('db', [signalOf('db', 'healthy')])).toEqual([]);
    // The impact of what changes is read by those that depend on it.
    expect(reads).toEqual([]);
    kept.put('db', [signalOf('db', 'unhealthy')]);
    expect(reads.sort()).toEqual(['db', 'other', 'web']);
  });

  it('leaves out nodes that it does not hold', () => {
    const kept = new HealthRollUp([]);
    expect(kept.put('a', [signalOf('a', 'unhealthy')])).toEqual([]);
  });
});

describe('diffHealth', () => {
  const node = (
    ref: string,
    state: HealthState | undefined,
    dependsOn: string[] = [],
  ): HealthNode => ({
    ref,
    impact: 'standard',
    dependsOn,
    signals: state ? [signalOf(ref, state)] : [],
  });

  it('says what changed, why and by which path, worst first', () => {
    const before = rollUp([
      node('a', undefined, ['b', 'c']),
      node('b', 'healthy'),
      node('c', 'degraded'),
      node('gone', 'healthy'),
    ]);
    const after = rollUp([
      node('a', undefined, ['b', 'c']),
      node('b', 'unhealthy'),
      node('c', 'healthy'),
    ]);
    expect(
      diffHealth(before, after).map(({ ref, from, to, cause, causeBefore }) => [
        ref,
        from,
        to,
        cause?.path,
        causeBefore?.path,
      ]),
    ).toEqual([
      ['a', 'degraded', 'unhealthy', ['a', 'b'], ['a', 'c']],
      ['b', 'healthy', 'unhealthy', ['b'], undefined],
      ['c', 'degraded', 'healthy', undefined, ['c']],
      ['gone', 'healthy', undefined, undefined, undefined],
    ]);
  });

  it('says nothing of newer words about the same', () => {
    const signal = signalOf('a', 'degraded');
    const of = (reason: string) =>
      rollUp([{ ...node('a', undefined), signals: [{ ...signal, reason }] }]);
    expect(diffHealth(of('p95 900 ms'), of('p95 901 ms'))).toEqual([]);
  });
});

describe('explainHealth', () => {
  const explain = (nodes: HealthNode[], ref: string) =>
    explainHealth(new HealthRollUp(nodes), ref);

  it('names all that keeps the state, and nothing milder', () => {
    const { causes } = explain(
      [
        {
          ref: 'a',
          impact: 'standard',
          signals: [],
          dependsOn: ['b', 'c', 'd'],
        },
        {
          ref: 'b',
          impact: 'standard',
          signals: [signalOf('b', 'unhealthy')],
          dependsOn: [],
        },
        {
          ref: 'c',
          impact: 'standard',
          signals: [signalOf('c', 'degraded')],
          dependsOn: ['e'],
        },
        {
          ref: 'd',
          impact: 'limited',
          signals: [signalOf('d', 'unhealthy')],
          dependsOn: [],
        },
        {
          ref: 'e',
          impact: 'standard',
          signals: [signalOf('e', 'unhealthy')],
          dependsOn: [],
        },
      ],
      'a',
    );
    expect(causes.map(({ path }) => path)).toEqual([
      ['a', 'b'],
      ['a', 'c', 'e'],
    ]);
  });

  it('tells which nodes say nothing', () => {
    const nodes: HealthNode[] = [
      { ref: 'a', impact: 'standard', signals: [], dependsOn: ['b'] },
      { ref: 'b', impact: 'standard', signals: [], dependsOn: [] },
    ];
    expect(explain(nodes, 'a')).toEqual({
      ref: 'a',
      state: 'unknown',
      causes: [],
      silent: [['a', 'b']],
    });
  });

  it('gives paths that exist to signals that are ill', () => {
    fc.assert(
      fc.property(models, ({ nodes }) => {
        const kept = new HealthRollUp(nodes);
        for (const { ref } of nodes) {
          const { causes, state } = explainHealth(kept, ref);
          expect(state === 'healthy' && causes.length > 0).toBe(false);
          for (const { path, entityRef, signalId } of causes) {
            expect(path[0]).toBe(ref);
            expect(path.at(-1)).toBe(entityRef);
            expect(signalId.startsWith(`${entityRef}/`)).toBe(true);
            expect(new Set(path).size).toBe(path.length);
            path.slice(1).forEach((next, i) => {
              expect(kept.structure.dependencies.get(path[i])).toContain(next);
            });
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  const uncounted = ({ aggregation }: HealthNode) =>
    aggregation === undefined || !('unit' in aggregation);
  const plain = models.map(({ nodes, seed }) => ({
    seed,
    nodes: withStates(
      nodes.map(node =>
        uncounted(node) ? node : { ...node, aggregation: undefined },
      ),
      (_, { state }) => (state === 'unknown' ? 'healthy' : state),
    ),
  }));

  it('is enough: without those signals the node is better', () => {
    fc.assert(
      fc.property(plain, ({ nodes }) => {
        const kept = new HealthRollUp(nodes);
        for (const { ref } of nodes) {
          const { state, causes } = explainHealth(kept, ref);
          if (state !== 'degraded' && state !== 'unhealthy') continue;
          expect(causes.length).toBeGreaterThan(0);
          const told = new Set(causes.map(each => each.signalId));
          const healed = withStates(nodes, (_, each) =>
            told.has(each.id) ? 'healthy' : each.state,
          );
          expect(rank(states(healed)[ref])).toBeLessThan(rank(state));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds nothing that does not matter: the others may heal, the node stays', () => {
    fc.assert(
      fc.property(plain, ({ nodes }) => {
        const kept = new HealthRollUp(nodes);
        for (const { ref } of nodes) {
          const { state, causes } = explainHealth(kept, ref);
          if (state !== 'degraded' && state !== 'unhealthy') continue;
          const told = new Set(causes.map(each => each.signalId));
          const healed = withStates(nodes, (_, each) =>
            told.has(each.id) ? each.state : 'healthy',
          );
          expect(states(healed)[ref]).toBe(state);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('names the cause that the roll-up keeps among its own', () => {
    fc.assert(
      fc.property(plain, ({ nodes }) => {
        const kept = new HealthRollUp(nodes);
        for (const { ref, state, cause } of kept.results.values()) {
          if (state === 'unknown' || !cause) continue;
          expect(
            explainHealth(kept, ref).causes.map(each => each.signalId),
          ).toContain(cause.signalId);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on order, and ends on 5,000 nodes in a row', () => {
    fc.assert(
      fc.property(models, ({ nodes }) => {
        const turned = [...nodes]
          .reverse()
          .map(node => ({ ...node, dependsOn: [...node.dependsOn].reverse() }));
        for (const { ref } of nodes) {
          expect(explain(turned, ref)).toEqual(explain(nodes, ref));
        }
      }),
    );
    const chain = Array.from(
      { length: 5_000 },
      (_, i): HealthNode => ({
        ref: `n${i}`,
        impact: 'standard',
        signals: i === 4_999 ? [signalOf(`n${i}`, 'degraded')] : [],
        dependsOn: [`n${i + 1}`],
      }),
    );
    expect(explain(chain, 'n0').causes[0].path).toHaveLength(5_000);
  });
});

function rank(state: HealthState): number {
  return HEALTH_STATES.indexOf(state);
}

function sorted(record: Record<string, unknown>) {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
