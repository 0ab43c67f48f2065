import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { AlertBoard, HealthState } from '@plumbline/plugin-workload-common';
import fc from 'fast-check';
import { familySummary, workloadEntities } from '../__fixtures__/workloads';
import { SHOP, Shop, part } from '../__testUtils__/Shop';
import { FamilyStore } from '../store/FamilyStore';
import { EdgeTable, NodeTable } from '../store/tables';
import { RollUp } from './RollUp';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const REGIONS = ['eastus2', 'westeurope'];
const PARTS = [
  ...REGIONS.flatMap(region => [part(region, 'web'), part(region, 'kv')]),
  'resource:default/shop-registry',
];
const STATES: HealthState[] = ['healthy', 'degraded', 'unhealthy', 'unknown'];
const FLOWS = PARTS.slice(0, 2).map((ref, i) => ({
  id: `flow-${i}`,
  title: `Flow ${i}`,
  criticality: i === 0 ? 'critical' : 'medium',
  dependsOn: [ref],
}));

type Step =
  | { kind: 'push'; ref: string; state: HealthState; minutes: number }
  | { kind: 'remove'; ref: string }
  | { kind: 'summaries'; ref: string; state: HealthState }
  | { kind: 'model'; flows: number }
  | { kind: 'graph'; regions: number }
  | { kind: 'wait'; seconds: number };

/** What happens to whoever rolls up after a step. */
type Fate = 'lives' | 'dies before' | 'dies within' | 'two at once';

const aPart = fc.constantFrom(...PARTS);
const aState = fc.constantFrom(...STATES);
const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      ref: aPart,
      state: aState,
      minutes: fc.constantFrom(1, 10, 10_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), ref: aPart }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('summaries' as const),
      ref: aPart,
      state: aState,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('model' as const),
      flows: fc.integer({ min: 0, max: FLOWS.length }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('graph' as const),
      regions: fc.integer({ min: 1, max: REGIONS.length }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.integer({ min: 0, max: 900 }),
    }),
  },
);
const aFate = fc.constantFrom<Fate>(
  'lives',
  'dies before',
  'dies within',
  'two at once',
);

const DEATH = new Error('killed');

/** Two replicas of which any may die, and others take over. */
class Replicas {
  readonly shop: Shop;
  readonly #families: FamilyStore;
  readonly #other: RollUp;
  readonly #dying: RollUp;

  constructor(shop: Shop) {
    this.shop = shop;
    this.#families = new FamilyStore(shop.database);
    this.#other = shop.newRollUp();
    this.#dying = shop.newRollUp({
      apply: () => Promise.reject(DEATH),
      leave: () => Promise.reject(DEATH),
    });
  }

  async take(step: Step, fate: Fate): Promise<void> {
    const { shop } = this;
    switch (step.kind) {
      case 'push':
        await shop.reports.push([shop.report(step.ref, step)], shop.now());
        break;
      case 'remove':
        await shop.reports.remove(
          [{ workloadRef: SHOP, entityRef: step.ref, id: 'probe' }],
          shop.now(),
        );
        break;
      case 'summaries':
        await this.#families.save(
          'slo',
          [
            familySummary('slo', SHOP, {
              entityRef: step.ref,
              state: step.state,
            }),
          ],
          shop.now(),
        );
        break;
      case 'model': {
        const { revision } = (await shop.models.standing(SHOP))!;
        const spec = { userFlows: FLOWS.slice(0, step.flows) };
        await shop.models.saveFromPortal(
          SHOP,
          {
            text: JSON.stringify({
              apiVersion: 'plumbline.io/v1',
              kind: 'HealthModel',
              metadata: { name: 'shop' },
              spec,
            }),
            revision,
          },
          'user:default/guest',
          shop.now(),
        );
        break;
      }
      case 'graph':
        // A part that leaves and comes back within a millisecond would begin anew
        // in the very moment in which its last change was.
        shop.time += 1;
        await shop.refresh(
          workloadEntities('shop', REGIONS.slice(0, step.regions)),
        );
        break;
      default:
        await this.#wait(step.seconds, fate);
    }
    await this.#rollUp(fate);
  }

  async #rollUp(fate: Fate): Promise<void> {
    const { rollUp } = this.shop;
    if (fate === 'lives') await rollUp.run([SHOP]);
    if (fate === 'dies within') {
      await this.#dying.run([SHOP]).catch(error => {
        if (error !== DEATH) throw error;
      });
    }
    if (fate === 'two at once') {
      await Promise.all([
        rollUp.run([SHOP]),
        this.#other.run([SHOP]),
        this.#other.runDue(),
      ]);
    }
  }

  async #wait(seconds: number, fate: Fate) {
    const { shop } = this;
    const end = shop.time + seconds;
    while (shop.time < end) {
      shop.time = Math.min(end, shop.time + 10);
      if (fate === 'dies within') {
        await this.#dying.runDue().catch(() => {});
      }
      await (fate === 'two at once'
        ? Promise.all([shop.rollUp.runDue(), this.#other.runDue()])
        : shop.rollUp.runDue());
    }
  }
}

/** What is so in the end, without when it came to be so. */
async function ends(shop: Shop) {
  const nodes = await shop
    .database<NodeTable>('nodes')
    .where({ workload_ref: SHOP })
    .orderBy('entity_ref');
  const edges = await shop
    .database<EdgeTable>('edges')
    .where({ workload_ref: SHOP })
    .orderBy(['source_ref', 'target_ref', 'kind']);
  const row = await shop.row();
  return {
    // What alerts are open hangs on what was seen on the way.
    nodes: nodes.map(({ state_since: _, alert: __, ...rest }) => rest),
    edges,
    health: [row.health, row.health_reason, row.shape_hash, row.tiles],
  };
}

/** Each change of a node begins where the one before it ended, and the last one leads to now. */
async function expectUnbroken(shop: Shop) {
  const moves = new Map<string, Awaited<ReturnType<Shop['transitions']>>>();
  for (const move of await shop.transitions()) {
    moves.set(move.entity_ref, [...(moves.get(move.entity_ref) ?? []), move]);
  }
  const nodes = await shop
    .database<NodeTable>('nodes')
    .where({ workload_ref: SHOP });
  for (const { entity_ref, state, state_since } of nodes) {
    const list = moves.get(entity_ref) ?? [];
    list.slice(1).forEach((move, i) => {
      // A part that left and came back begins anew, as unknown.
      if (move.from_since === list[i].at) {
        expect(move.from_state).toBe(list[i].to_state);
      } else {
        expect(move.from_state).toBe('unknown');
      }
      expect(move.at > list[i].at).toBe(true);
    });
    const last = list.at(-1);
    if (last?.at === state_since) expect(last.to_state).toBe(state);
    else expect(state).toBe('unknown');
  }
}

/** What was told is told once, and nothing is open of which nothing was told. */
async function expectToldOnce(shop: Shop) {
  const told = shop.news.flatMap(({ events }) => events);
  const names = told.map(({ ref, openedAt, kind, at }) =>
    [ref, openedAt, kind, at].join(' '),
  );
  expect(new Set(names).size).toBe(names.length);
  const of = (kind: string) =>
    told
      .filter(each => each.kind === kind)
      .map(each => `${each.ref} ${each.openedAt}`);
  const opened = of('opened');
  const closed = of('closed');
  expect(new Set(opened).size).toBe(opened.length);
  expect(new Set(closed).size).toBe(closed.length);
  const { board } = (await shop.board()) ?? {};
  const open = (board ? (JSON.parse(board) as AlertBoard).standings : [])
    .filter(({ state }) => state === 'open')
    .map(({ ref, openedAt }) => `${ref} ${openedAt}`);
  expect(open.sort()).toEqual(
    opened.filter(name => !closed.includes(name)).sort(),
  );
}

describe.each(databases.eachSupportedId())('replicas on %s', id => {
  const runs = id === 'SQLITE_3' ? 10 : 3;

  it('end as one calm replica does, whichever of them die on the way', async () => {
    await compare(aFate, async (calm, stormy) => {
      expect(await ends(stormy)).toEqual(await ends(calm));
    });
  });

  it('tell together what one would tell alone, at the same moments', async () => {
    const together = fc.constantFrom<Fate>('lives', 'two at once');
    await compare(together, async (alone, two) => {
      expect(await ends(two)).toEqual(await ends(alone));
      expect(two.told()).toEqual(alone.told());
      expect(await two.transitions()).toEqual(await alone.transitions());
      expect((await two.board())?.next_at).toBe((await alone.board())?.next_at);
    });
  });

  it('lose no transition of a storm when one is killed in the middle of it', async () => {
    const flap = async (fateAt: (second: number) => Fate) => {
      const shop = await Shop.open(databases, id);
      const replicas = new Replicas(shop);
      for (let second = 0; second < 600; second += 10) {
        for (const [i, ref] of PARTS.entries()) {
          const state = (second / 10 + i) % 3 === 0 ? 'healthy' : 'unhealthy';
          await shop.reports.push([shop.report(ref, { state })], shop.now());
        }
        await replicas.take({ kind: 'wait', seconds: 0 }, fateAt(second));
        // Whoever takes over looks at what is due.
        await replicas.take({ kind: 'wait', seconds: 5 }, 'lives');
        await replicas.take({ kind: 'wait', seconds: 5 }, 'lives');
      }
      return shop;
    };
    const moves = async (shop: Shop) =>
      (await shop.transitions()).map(each =>
        [each.entity_ref, each.from_state, each.to_state].join(' '),
      );
    const calm = await flap(() => 'lives');
    const storm = await flap(second =>
      second % 50 === 0 ? 'dies within' : 'two at once',
    );
    expect((await moves(calm)).length).toBeGreaterThan(100);
    expect(await moves(storm)).toEqual(await moves(calm));
    await expectUnbroken(storm);
    await expectToldOnce(storm);
    const calls = storm.news
      .flatMap(({ events }) => events)
      .filter(({ kind }) => kind !== 'widened');
    expect(calls.length).toBeLessThanOrEqual(PARTS.length);
  });

  async function compare(
    fate: fc.Arbitrary<Fate>,
    check: (calm: Shop, other: Shop) => Promise<void>,
  ) {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(aStep, fate), { minLength: 1, maxLength: 14 }),
        async steps => {
          const calm = await run(id, steps, () => 'lives');
          const other = await run(id, steps, each => each);
          await check(calm, other);
          for (const shop of [calm, other]) {
            await expectUnbroken(shop);
            await expectToldOnce(shop);
            await shop.database.destroy();
          }
        },
      ),
      { numRuns: runs },
    );
  }

  async function run(
    database: TestDatabaseId,
    steps: [Step, Fate][],
    fateOf: (fate: Fate) => Fate,
  ): Promise<Shop> {
    const shop = await Shop.open(databases, database);
    const replicas = new Replicas(shop);
    for (const [step, fate] of steps) await replicas.take(step, fateOf(fate));
    // What died is made up for.
    await replicas.take({ kind: 'wait', seconds: 20 }, 'lives');
    return shop;
  }
});
