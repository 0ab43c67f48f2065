import { CampaignInput } from '@plumbline/plugin-maturity-common';
import { startMaturity } from '../../__testUtils__/startMaturity';

const PAT = 'user:default/pat';
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString();

const input: CampaignInput = {
  title: 'Level 2 by spring',
  goal: { kind: 'level', modelId: 'small', level: 2 },
  scope: { owners: ['group:default/team'] },
  ownerRef: 'group:default/platform',
  startsAt: inDays(-1),
  deadline: inDays(90),
  remindDaysBefore: [30, 7, 1],
};

describe('campaigns', () => {
  it('are made, read, changed, closed and removed, and every write is audited', async () => {
    const { ask, auditor } = await startMaturity();
    const { body: made, status } = await ask('post', '/campaigns', input, PAT);
    expect(status).toBe(200);
    expect(made).toMatchObject({
      ...input,
      state: 'running',
      createdBy: PAT,
      progress: { workloads: 1, done: 0, notStarted: 1, ownersNotStarted: 1 },
    });
    const path = `/campaigns/${made.id}`;
    expect((await ask('get', path)).body).toMatchObject({ id: made.id });
    expect(
      (await ask('get', '/campaigns?state=running')).body.items,
    ).toHaveLength(1);
    expect(
      (await ask('get', '/campaigns?state=closed&state=missed')).body.items,
    ).toEqual([]);
    expect(
      (await ask('get', `${path}/workloads?done=false&limit=5`)).body,
    ).toEqual({
      items: [
        {
          workloadRef: 'system:default/shop',
          title: 'shop',
          ownerRef: 'group:default/team',
          done: false,
          since: expect.any(String),
          blockers: expect.any(Number),
        },
      ],
      total: 1,
    });

    const { body: changed } = await ask(
      'put',
      path,
      { ...input, scope: {} },
      PAT,
    );
    expect(changed.progress.workloads).toBe(2);
    expect(
      (await ask('post', `${path}/close`, undefined, PAT)).body.state,
    ).toBe('closed');
    expect((await ask('put', path, input, PAT)).status).toBe(409);
    expect((await ask('delete', path, undefined, PAT)).status).toBe(204);
    expect((await ask('get', path)).status).toBe(404);
    expect((await ask('get', `${path}/workloads`)).status).toBe(404);
    expect(
      auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual([
      'create-campaign',
      'change-campaign',
      'close-campaign',
      'change-campaign',
      'delete-campaign',
    ]);
  });

  it.each<[object, RegExp]>([
    [
      { goal: { kind: 'level', modelId: 'nope', level: 1 } },
      /^goal\.modelId: /,
    ],
    [{ goal: { kind: 'level', modelId: 'small' } }, /^goal\.level: /],
    [
      { goal: { kind: 'strategies', modelId: 'small' } },
      /^goal\.strategyIds: /,
    ],
    [{ remindDaysBefore: [366] }, /remindDaysBefore/],
    [{ remindDaysBefore: [-1] }, /remindDaysBefore/],
    [{ remindDaysBefore: [1.5] }, /remindDaysBefore/],
    [{ deadline: inDays(-2) }, /^deadline: /],
    [{ scope: { teams: [] } }, /additional properties/],
    [{ title: '' }, /title/],
  ])('refuse %j, naming the field', async (wrong, message) => {
    const { ask } = await startMaturity();
    const { status, body } = await ask(
      'post',
      '/campaigns',
      { ...input, ...wrong },
      PAT,
    );
    expect(body.error.message).toMatch(message);
    expect(status).toBe(400);
  });

  it('need permissions', async () => {
    const { ask } = await startMaturity({ denied: ['maturity.campaign'] });
    for (const [method, path] of [
      ['post', '/campaigns'],
      ['put', '/campaigns/x'],
      ['post', '/campaigns/x/close'],
      ['delete', '/campaigns/x'],
    ] as const) {
      const body =
        path.endsWith('close') || method === 'delete' ? undefined : input;
      expect((await ask(method, path, body, PAT)).status).toBe(403);
    }
    expect((await ask('get', '/campaigns', undefined, PAT)).status).toBe(200);
    const blind = await startMaturity({ denied: ['maturity.read'] });
    for (const path of [
      '/campaigns',
      '/campaigns/x',
      '/campaigns/x/workloads',
      '/exemptions',
    ]) {
      expect((await blind.ask('get', path, undefined, PAT)).status).toBe(403);
    }
  });
});
