import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  CampaignGoal,
  CampaignInput,
  CampaignScope,
  FactValue,
  catalogFactSchema,
} from '@plumbline/plugin-maturity-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { EvaluatedHouse } from '../__testUtils__/EvaluatedHouse';
import { CampaignDesk } from '../router/campaigns/CampaignDesk';
import { CampaignStore } from '../store/CampaignStore';
import { CampaignFollower } from './CampaignFollower';
import { Evaluator } from './Evaluator';

const OPEN = { kind: 'level', modelId: 'small', level: 1 } as const;
const DAY_MS = 86_400_000;

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('campaigns on %s', id => {
  let house: EvaluatedHouse;
  let store: CampaignStore;
  let follower: CampaignFollower;
  let desk: CampaignDesk;
  let evaluator: Evaluator;

  beforeEach(async () => {
    house = await EvaluatedHouse.build(await databases.init(id));
    store = new CampaignStore(house.database);
    follower = newFollower();
    desk = new CampaignDesk({
      auth: mockServices.auth(),
      models: house.models,
      store,
      follow: campaign => follower.followOne(campaign),
      now: () => house.now,
    });
    evaluator = new Evaluator({
      ...house,
      models: house.models,
      summaries: new SummaryStore({
        database: house.database,
        events: mockServices.events.mock(),
        family: 'maturity',
      }),
      listeners: [
        evaluated =>
          follower.followWorkloads(
            evaluated.map(({ workload }) => workload.workloadRef),
          ),
      ],
      now: () => house.now,
    });
  });

  /** Another replica's. */
  function newFollower() {
    return new CampaignFollower({
      ...house,
      models: house.models,
      campaigns: store,
      now: () => house.now,
    });
  }

  function inDays(days: number) {
    return new Date(house.now.getTime() + days * DAY_MS).toISOString();
  }

  async function create(
    options: { goal?: CampaignGoal; scope?: CampaignScope } & Partial<
      Pick<CampaignInput, 'startsAt' | 'deadline'>
    > = {},
  ) {
    return desk.create(
      {
        title: 'Everyone on level 1',
        goal: OPEN,
        scope: {},
        ownerRef: 'group:default/platform',
        startsAt: inDays(0),
        deadline: inDays(10),
        remindDaysBefore: [1, 7, 7],
        ...options,
      },
      {
        principal: { type: 'user', userEntityRef: 'user:default/pat' },
      } as never,
    );
  }

  async function collect(name: string, facts: Record<string, FactValue>) {
    await house.facts.saveCollected(
      catalogFactSchema,
      [
        {
          workloadRef: `system:default/${name}`,
          facts: {
            escalation: [],
            workBoards: [],
            documentation: [],
            ...facts,
          },
        },
      ],
      house.now.toISOString(),
    );
  }

  async function know(name: string, facts: Record<string, FactValue>) {
    await collect(name, facts);
    await evaluator.evaluate([`system:default/${name}`]);
  }

  async function counts(campaignId: string) {
    const campaign = await desk.find(campaignId);
    const { workloads, done, notStarted, ownersNotStarted } = campaign.progress;
    return [campaign.state, workloads, done, notStarted, ownersNotStarted];
  }

  it('asks the workloads of its scope and counts how far they are', async () => {
    const campaign = await create();
    expect(campaign).toMatchObject({
      state: 'running',
      createdBy: 'user:default/pat',
      remindDaysBefore: [7, 1],
      progress: {
        workloads: 3,
        done: 2,
        notStarted: 1,
        ownersNotStarted: 0,
        expected: 0,
        onTrack: true,
      },
    });
    const { items, total } = await store.page(campaign.id, {
      limit: 2,
      offset: 0,
    });
    expect(total).toBe(3);
    expect(items.map(item => [item.title, item.done, item.blockers])).toEqual([
      ['bare', false, 1],
      ['good', true, 0],
    ]);
    expect(
      await store.page(campaign.id, { done: true, limit: 2, offset: 9 }),
    ).toEqual({ items: [], total: 2 });
    expect((await store.list(house.now.getTime(), ['running'])).length).toBe(1);
    expect(await store.list(house.now.getTime(), ['missed', 'closed'])).toEqual(
      [],
    );
  });

  it('narrows by owner, by workload, and by goals of one pillar or strategy', async () => {
    const none = await create({ scope: { owners: ['group:default/other'] } });
    expect(none.progress.workloads).toBe(0);
    const one = await create({
      scope: {
        owners: ['group:default/team'],
        workloadRefs: ['system:default/half'],
      },
      goal: {
        kind: 'strategies',
        modelId: 'small',
        strategyIds: ['s-1-1', 's-2-1'],
      },
    });
    expect(one.progress).toMatchObject({ workloads: 1, done: 0 });
    const { items } = await store.page(one.id, { limit: 9, offset: 0 });
    expect(items[0].blockers).toBe(2);
    const pillar = await create({
      goal: { ...OPEN, pillarId: 'running', level: 2 },
    });
    expect(pillar.progress.done).toBe(1);
  });

  it('counts on when results change, and is achieved when all are done', async () => {
    const campaign = await create();
    expect(await counts(campaign.id)).toEqual(['running', 3, 2, 1, 0]);
    house.later(3_600);
    await know('bare', { ownerKind: 'group' });
    expect(await counts(campaign.id)).toEqual(['achieved', 3, 3, 0, 0]);
    const { items } = await store.page(campaign.id, { limit: 9, offset: 0 });
    expect(items.map(({ since }) => since)).toEqual([
      house.now.toISOString(),
      '2026-11-21T12:00:00.000Z',
      '2026-11-21T12:00:00.000Z',
    ]);

    house.later(3_600);
    await know('bare', { ownerKind: 'user' });
    expect(await counts(campaign.id)).toEqual(['running', 3, 2, 1, 0]);
  });

  it('stays achieved when one falls back after the deadline, and missed when all are late', async () => {
    const achieved = await create({
      scope: { workloadRefs: ['system:default/half'] },
    });
    const missed = await create();
    house.later(11 * 86_400);
    await know('half', { ownerKind: 'user' });
    expect((await desk.find(achieved.id)).state).toBe('achieved');
    await know('half', { ownerKind: 'group' });
    await know('bare', { ownerKind: 'group' });
    expect(await counts(missed.id)).toEqual(['missed', 3, 3, 0, 0]);
    expect(
      (await store.list(house.now.getTime(), ['achieved'])).map(
        each => each.id,
      ),
    ).toEqual([achieved.id]);
    expect(
      (await store.list(house.now.getTime(), ['missed'])).map(each => each.id),
    ).toEqual([missed.id]);
  });

  it('follows workloads that come, go and change hands, until the deadline', async () => {
    const campaign = await create({
      scope: { owners: ['group:default/team'] },
    });
    const move = (name: string, ownerRef: string) =>
      house.workloads.save([
        { workloadRef: `system:default/${name}`, title: name, ownerRef },
      ]);
    await move('bare', 'group:default/other');
    await follower.followWorkloads(['system:default/bare']);
    expect(await counts(campaign.id)).toEqual(['achieved', 2, 2, 0, 0]);

    await house.workloads.remove(['system:default/half']);
    await move('bare', 'group:default/team');
    await follower.followAll();
    expect(await counts(campaign.id)).toEqual(['running', 2, 1, 1, 0]);

    house.later(11 * 86_400);
    await move('bare', 'group:default/other');
    await follower.followAll();
    expect(await counts(campaign.id)).toEqual(['missed', 2, 1, 1, 1]);
  });

  it('catches up with results that it was not told of', async () => {
    const campaign = await create();
    await collect('bare', { ownerKind: 'group' });
    const deaf = new Evaluator({
      ...house,
      models: house.models,
      summaries: new SummaryStore({
        database: house.database,
        events: mockServices.events.mock(),
        family: 'maturity',
      }),
      now: () => house.now,
    });
    await deaf.evaluateAll();
    expect((await desk.find(campaign.id)).progress.done).toBe(2);
    await Promise.all([follower.followAll(), newFollower().followAll()]);
    expect((await desk.find(campaign.id)).progress.done).toBe(3);
  });

  it('hears of results without anybody waiting for it', async () => {
    const campaign = await create();
    const prompt = new CampaignFollower({
      ...house,
      models: house.models,
      campaigns: store,
      gatherMs: 0,
      now: () => house.now,
    });
    await collect('bare', { ownerKind: 'group' });
    await new Evaluator({
      ...house,
      models: house.models,
      summaries: new SummaryStore({
        database: house.database,
        events: mockServices.events.mock(),
        family: 'maturity',
      }),
      listeners: [prompt.onEvaluated],
      now: () => house.now,
    }).evaluateAll();
    while ((await desk.find(campaign.id)).progress.done < 3) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect((await desk.find(campaign.id)).state).toBe('achieved');
  });

  it('does not count what passed before the start as a start', async () => {
    const campaign = await create({
      goal: { ...OPEN, level: 2 },
      startsAt: inDays(1),
    });
    expect(await counts(campaign.id)).toEqual(['planned', 3, 1, 2, 0]);
    await know('bare', { ownerKind: 'group' });
    expect((await counts(campaign.id))[3]).toBe(2);
    house.later(2 * 86_400);
    await know('half', {
      ownerKind: 'group',
      escalation: ['path'],
    });
    expect((await counts(campaign.id))[3]).toBe(1);
  });

  it('starts anew with another goal, and is fixed once it is closed', async () => {
    const { id: campaignId, state, progress, ...input } = await create();
    const changed = await desk.change(campaignId, {
      ...input,
      goal: { ...OPEN, level: 2 },
    });
    expect(changed.progress).toMatchObject({ workloads: 3, done: 1 });

    const closed = await desk.close(campaignId);
    expect(closed.state).toBe('closed');
    await know('bare', { ownerKind: 'group', escalation: ['path'] });
    await follower.followAll();
    expect((await desk.find(campaignId)).progress).toEqual(closed.progress);
    await expect(desk.close(campaignId)).rejects.toThrow(/was closed on/);
    await expect(desk.change(campaignId, input)).rejects.toThrow(
      /was closed on/,
    );

    await desk.remove(campaignId);
    await expect(desk.find(campaignId)).rejects.toThrow(/No campaign/);
    await expect(desk.remove(campaignId)).rejects.toThrow(/No campaign/);
    expect(await house.database('campaign_workloads').select()).toEqual([]);
  });

  it.each<[string, Partial<CampaignInput>, RegExp]>([
    ['a title of blanks', { title: '  ' }, /^title: expected/],
    [
      'a model that is not in force',
      { goal: { ...OPEN, modelId: 'nope' } },
      /^goal\.modelId: expected a model in force/,
    ],
    [
      'an unknown pillar',
      { goal: { ...OPEN, pillarId: 'nope' } },
      /^goal\.pillarId: expected/,
    ],
    [
      'a level too high',
      { goal: { ...OPEN, level: 9 } },
      /^goal\.level: .* 1 to 2/,
    ],
    [
      'an unknown strategy',
      { goal: { kind: 'strategies', modelId: 'small', strategyIds: ['x'] } },
      /^goal\.strategyIds: expected/,
    ],
    [
      'strategies of a level',
      { goal: { ...OPEN, strategyIds: ['s-1-1'] } as never },
      /^goal\.strategyIds: expected none/,
    ],
    [
      'an owner that is no ref',
      { ownerRef: 'platform' },
      /^ownerRef: expected a full ref/,
    ],
    [
      'a scope that is no workload',
      { scope: { workloadRefs: ['group:default/team'] } },
      /^scope\.workloadRefs\[0\]: expected/,
    ],
    [
      'a start that is no time',
      { startsAt: 'tomorrow' },
      /^startsAt: expected/,
    ],
    [
      'a deadline before the start',
      { startsAt: '2027-01-02T00:00:00Z', deadline: '2027-01-01T00:00:00Z' },
      /^deadline: expected a time after startsAt/,
    ],
    [
      'a deadline in the past',
      { startsAt: '2026-01-02T00:00:00Z', deadline: '2026-02-01T00:00:00Z' },
      /^deadline: expected a time in the future/,
    ],
  ])('refuses %s', async (_, wrong, message) => {
    await expect(create(wrong as never)).rejects.toThrow(message);
    expect(await store.list(house.now.getTime())).toEqual([]);
  });
});
