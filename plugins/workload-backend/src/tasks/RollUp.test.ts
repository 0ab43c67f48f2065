import { TestDatabases } from '@backstage/backend-test-utils';
import { MapNode, WorkloadGraph } from '@plumbline/plugin-workload-common';
import { workloadEntities } from '../__fixtures__/workloads';
import { SHOP, START, Shop, part } from '../__testUtils__/Shop';
import { failuresOf } from '../store/FailureStore';
import { PortfolioStore } from '../store/PortfolioStore';
import { toMapNode } from '../store/nodeRows';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const WEB = part('westeurope', 'web');
const KV = part('westeurope', 'kv');
const STAMP = 'resource:default/shop-prod-westeurope-001';
/** The workload's own alert would tell of everything below it. */
const QUIET = { nodes: [{ ref: SHOP, alerts: false }] };
const BUY = {
  id: 'buy',
  title: 'Buy something',
  criticality: 'critical',
  dependsOn: [WEB],
};

describe.each(databases.eachSupportedId())('RollUp on %s', id => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await Shop.open(databases, id);
  });

  const node = async (ref: string): Promise<MapNode> =>
    toMapNode((await shop.node(ref))!);

  it('rolls up what is pushed, with the reasons of all that it hurts', async () => {
    await shop.push(KV, { state: 'unhealthy' });
    expect(await shop.states()).toMatchObject({
      [KV]: 'unhealthy',
      [WEB]: 'unhealthy',
      [STAMP]: 'unhealthy',
      [SHOP]: 'degraded',
    });
    expect(await node(SHOP)).toMatchObject({
      cause: { entityRef: KV, signalId: 'probe' },
      causes: [
        {
          entityRef: KV,
          reason: 'Probe: reported as unhealthy',
          path: [SHOP, STAMP, KV],
        },
      ],
      countsAs: 'standard',
      criticality: 'critical',
    });
    const east = await node(part('eastus2', 'web'));
    expect(east).toMatchObject({ state: 'unknown', causes: [] });
    expect(east.silent).toContainEqual([
      part('eastus2', 'web'),
      part('eastus2', 'kv'),
    ]);
    expect(await shop.row()).toMatchObject({ health: 'degraded' });
    expect(shop.changed).toContainEqual([SHOP]);
  });

  it('judges values by the model, also when the model changes', async () => {
    await shop.push(KV, { value: 85, id: 'load' });
    expect((await shop.states())[KV]).toBe('unknown');
    const load = (degraded: number) => ({
      signals: [
        {
          id: 'load',
          name: 'Load',
          unit: '%',
          operator: '>=',
          unhealthy: 95,
          degraded,
        },
      ],
    });
    await shop.model(load(80));
    expect(await node(KV)).toMatchObject({
      state: 'degraded',
      cause: { reason: 'Load: 85%; degraded >= 80%' },
    });
    await shop.model(load(90));
    expect((await shop.states())[KV]).toBe('healthy');
    expect((await node(KV)).causes).toBeUndefined();
  });

  it('keeps user flows as nodes with their edges, through refreshes of the graph', async () => {
    await shop.model({ userFlows: [BUY] });
    await shop.push(WEB, { state: 'unhealthy' });
    const flow = {
      kind: 'UserFlow',
      title: 'Buy something',
      state: 'unhealthy',
      criticality: 'critical',
      countsAs: 'standard',
    };
    expect(await node('flow:buy')).toMatchObject(flow);
    const edges = () =>
      shop
        .database('edges')
        .where({ workload_ref: SHOP, source_ref: 'flow:buy' })
        .pluck('target_ref');
    expect(await edges()).toEqual([WEB]);
    await shop.push('flow:buy', { state: 'degraded', id: 'watch' });
    expect((await node('flow:buy')).signals).toHaveLength(1);

    await shop.refresh(
      workloadEntities('shop', ['eastus2', 'westeurope', 'uksouth']),
    );
    expect(await node('flow:buy')).toMatchObject(flow);
    expect(await edges()).toEqual([WEB]);

    const KIOSK = { ...BUY, title: 'Buy', dependsOn: [KV], criticality: 'low' };
    await shop.model({ userFlows: [KIOSK] });
    expect(await node('flow:buy')).toMatchObject({
      title: 'Buy',
      criticality: 'low',
      countsAs: 'limited',
    });
    expect(await edges()).toEqual([KV]);

    await shop.model({});
    expect(await shop.node('flow:buy')).toBeUndefined();
    expect(await edges()).toEqual([]);
  });

  it('keeps every change of a user flow from its first on', async () => {
    await shop.push(WEB, { state: 'healthy' });
    await shop.model({ userFlows: [BUY] });
    await shop.push(WEB, { state: 'unhealthy' });
    expect(
      await shop
        .database('health_transitions')
        .where({ workload_ref: SHOP, entity_ref: 'flow:buy' })
        .orderBy('at')
        .select('from_state', 'to_state'),
    ).toEqual([
      { from_state: 'unknown', to_state: 'healthy' },
      { from_state: 'healthy', to_state: 'unhealthy' },
    ]);
  });

  it('keeps the graph as it was whenever it changes, and only then', async () => {
    const revisions = async () =>
      (
        await shop
          .database('graph_revisions')
          .where({ workload_ref: SHOP })
          .orderBy('at')
      ).map(({ at, graph }) => ({
        at,
        ...(JSON.parse(graph) as WorkloadGraph),
      }));
    expect(await revisions()).toHaveLength(1);
    shop.time = 10;
    await shop.push(WEB, { state: 'unhealthy' });
    await shop.refresh();
    await shop.rollUp.run([SHOP]);
    expect(await revisions()).toHaveLength(1);
    shop.time = 20;
    await shop.model({ userFlows: [BUY] });
    const [before, after] = await revisions();
    expect(before.nodes).toHaveLength(8);
    expect(after.nodes.map(each => each.entityRef)).toContain('flow:buy');
    expect(after.at).toBe(shop.now());
  });

  it('forgets reports when they expire, by itself', async () => {
    await shop.push(KV, { state: 'unhealthy', minutes: 5 });
    await shop.wait(290);
    expect((await shop.states())[KV]).toBe('unhealthy');
    await shop.wait(20);
    expect((await shop.states())[KV]).toBe('unknown');
    expect((await shop.board())!.next_at === null).toBe(false);
  });

  it('tells of alerts once, and on the node, until they close', async () => {
    await shop.model({ ...QUIET, userFlows: [BUY] });
    await shop.push(WEB, { state: 'unhealthy' });
    expect((await node('flow:buy')).alert).toMatchObject({
      state: 'pending',
      severity: 'Sev1',
    });
    await shop.wait(50);
    expect(shop.told()).toEqual([]);
    await shop.wait(20);
    expect(shop.told()).toEqual(['opened Sev1 flow:buy']);
    expect((await node('flow:buy')).alert).toMatchObject({
      state: 'open',
      severity: 'Sev1',
    });
    expect((await node(WEB)).alert).toMatchObject({
      state: 'pending',
      suppressed: { by: 'above' },
    });
    await shop.wait(200);
    expect(shop.told()).toHaveLength(1);
    await shop.push(WEB, { state: 'healthy' });
    await shop.wait(700);
    expect(shop.told()).toEqual([
      'opened Sev1 flow:buy',
      'closed Sev1 flow:buy',
    ]);
    expect((await node('flow:buy')).alert).toBeUndefined();
    // How it ended is remembered for a while, then nothing is due any more.
    await shop.push(WEB, { state: 'healthy', minutes: 1_000 });
    await shop.wait(7_200);
    expect(shop.told()).toHaveLength(2);
  });

  it('keeps alerts quiet in maintenance that was announced', async () => {
    await shop.maintenance.announce(
      SHOP,
      {
        from: new Date(START).toISOString(),
        to: new Date(START + 600_000).toISOString(),
        nodes: [WEB],
      },
      'user:default/guest',
      shop.now(),
    );
    await shop.push(WEB, { state: 'unhealthy' });
    await shop.wait(590);
    expect(shop.told()).toEqual([]);
    expect((await node(WEB)).alert).toMatchObject({
      state: 'pending',
      suppressed: { by: 'maintenance' },
    });
    await shop.wait(700);
    expect(shop.told()).toContain(`opened Sev2 ${SHOP}`);
  });

  it('closes the alert of what is gone', async () => {
    await shop.model({ ...QUIET, userFlows: [BUY] });
    await shop.push(WEB, { state: 'unhealthy' });
    await shop.wait(100);
    expect(shop.told()).toEqual(['opened Sev1 flow:buy']);
    await shop.model(QUIET);
    expect(shop.told()[1]).toBe('closed Sev1 flow:buy');
    await shop.refresh([]);
    expect(shop.left).toEqual([SHOP]);
    expect(await shop.board()).toBeUndefined();
  });

  it('gives each change of a node a moment of its own, whatever the clock says', async () => {
    const states = ['unhealthy', 'degraded', 'healthy', 'unhealthy'] as const;
    for (const state of states) {
      await shop.reports.push(
        [
          {
            ...shop.report(KV, { state }),
            reportedAt: `2026-03-01T00:00:0${states.indexOf(state)}.000Z`,
          },
        ],
        shop.now(),
      );
      shop.time -= 1;
      await shop.rollUp.run([SHOP]);
    }
    const moves = (await shop.transitions()).filter(
      row => row.entity_ref === KV,
    );
    expect(moves.map(row => row.to_state)).toEqual([
      'unhealthy',
      'degraded',
      'healthy',
    ]);
    moves.slice(1).forEach((move, i) => {
      expect(move.from_since).toBe(moves[i].at);
      expect(move.at > moves[i].at).toBe(true);
    });
  });

  it('changes nothing the second time', async () => {
    await shop.model({ userFlows: [BUY] });
    await shop.push(WEB, { state: 'unhealthy' });
    await shop.wait(100);
    const all = async () => ({
      states: await shop.states(),
      row: await shop.row(),
      board: await shop.board(),
      transitions: await shop.transitions(),
      told: shop.told(),
      changed: shop.changed.length,
    });
    await shop.rollUp.run([SHOP]);
    const before = await all();
    await shop.rollUp.run([SHOP, 'system:default/none']);
    await shop.newRollUp().run([SHOP]);
    expect(await all()).toEqual(before);
  });

  it('makes up for a process that died after the push, or in the roll-up', async () => {
    await shop.reports.push(
      [shop.report(KV, { state: 'unhealthy' })],
      shop.now(),
    );
    const dying = shop.newRollUp({
      apply: async () => {
        throw new Error('killed');
      },
      leave: async () => {},
    });
    await dying.runDue();
    expect((await shop.states())[KV]).toBe('unknown');
    await shop.wait(10);
    expect((await shop.states())[KV]).toBe('unhealthy');
    expect(
      (await shop.transitions()).filter(row => row.entity_ref === KV),
    ).toHaveLength(1);
  });

  it('goes on with the others when one cannot be rolled up, and says so', async () => {
    const others = ['aaa', 'shop', 'zzz'].flatMap(name =>
      workloadEntities(name, ['eastus2', 'westeurope']),
    );
    await shop.refresh(others);
    await shop
      .database('nodes')
      .where({ workload_ref: 'system:default/aaa' })
      .update({ details: 'no JSON' });
    await shop.wait(10);
    const { accepted } = await shop.reports.push(
      ['aaa', 'shop', 'zzz'].map(name => ({
        ...shop.report(`system:default/${name}`, { state: 'unhealthy' }),
        workloadRef: `system:default/${name}`,
      })),
      shop.now(),
    );
    expect(accepted).toBe(3);
    await shop.rollUp.runDue();
    const healths = await shop
      .database('workloads')
      .orderBy('workload_ref')
      .pluck('health');
    expect(healths).toEqual(['unknown', 'unhealthy', 'unhealthy']);
    const due = () =>
      shop
        .database('alert_boards')
        .where('next_at', '<=', shop.now())
        .pluck('workload_ref');
    // Stays due, until it can be.
    expect(await due()).toEqual(['system:default/aaa']);

    const failedAt = shop.now();
    const failure = async () =>
      (await new PortfolioStore(shop.database).overview('system:default/aaa'))!
        .failures;
    expect(await failure()).toEqual([
      {
        task: 'health',
        message: expect.stringContaining('JSON'),
        since: failedAt,
      },
    ]);
    await shop.wait(60);
    expect((await failure())[0].since).toBe(failedAt);
    expect(shop.logger.error.mock.calls).toEqual([
      [
        expect.stringContaining('system:default/aaa'),
        expect.objectContaining({ message: expect.stringContaining('JSON') }),
      ],
    ]);
    await shop
      .database('nodes')
      .where({ workload_ref: 'system:default/aaa' })
      .update({ details: '{}' });
    await shop.wait(10);
    expect(await failure()).toEqual([]);
    expect(await due()).toEqual([]);
  });

  it('says that a map changed where a part stays in its state for another reason', async () => {
    await shop.push(KV, { state: 'unhealthy' });
    shop.changed.length = 0;
    await shop.push(KV, { state: 'degraded', id: 'other' });
    expect(shop.changed).toEqual([[SHOP]]);
    await shop.rollUp.run([SHOP]);
    expect(shop.changed).toHaveLength(1);
  });

  it('goes on with the others when incidents cannot follow one', async () => {
    const others = ['aaa', 'shop', 'zzz'].flatMap(name =>
      workloadEntities(name, ['eastus2', 'westeurope']),
    );
    await shop.refresh(others);
    const told: string[] = [];
    const rollUp = shop.newRollUp({
      apply: async (_, news) => {
        const refs = news.map(({ workload }) => workload.ref);
        if (refs.includes(SHOP)) throw new TypeError('cannot follow');
        told.push(...refs);
      },
      leave: async () => {},
    });
    await shop.reports.push(
      ['aaa', 'shop', 'zzz'].map(name => ({
        ...shop.report(`system:default/${name}`, { state: 'unhealthy' }),
        workloadRef: `system:default/${name}`,
      })),
      shop.now(),
    );
    await rollUp.runDue();
    expect(told).toEqual(['system:default/aaa', 'system:default/zzz']);
    expect((await shop.row()).health).toBe('unknown');
    expect(await failuresOf(shop.database, SHOP)).toMatchObject([
      { task: 'health', message: 'cannot follow' },
    ]);
    expect(shop.logger.error).toHaveBeenCalledTimes(1);
  });
});
