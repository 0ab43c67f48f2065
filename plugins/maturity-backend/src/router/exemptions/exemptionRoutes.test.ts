import { mockServices } from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { startMaturity } from '../../__testUtils__/startMaturity';

const ADA = 'user:default/ada';
const BOB = 'user:default/bob';
const PAT = 'user:default/pat';
const SHOP = 'system:default/shop';
const ESCALATION = 's-2-1.escalation';

const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString();

const wanted = {
  workloadRef: SHOP,
  criterionId: ESCALATION,
  reason: 'The vendor calls people.',
  expiresAt: inDays(90),
};

/** Ada is of the team that owns the shop, Pat of the platform team. */
async function start(options: { denied?: string[]; enabled?: boolean } = {}) {
  const { denied, enabled } = options;
  const sent: NotificationSendOptions[] = [];
  const maturity = await startMaturity({
    denied,
    maturity: {
      notifications: { enabled, platformTeam: 'group:default/platform' },
    },
    features: [
      mockServices.userInfo.mock({
        getUserInfo: async credentials => {
          const { userEntityRef } = credentials.principal as never as {
            userEntityRef: string;
          };
          return {
            userEntityRef,
            ownershipEntityRefs:
              userEntityRef === ADA
                ? [ADA, 'group:default/team']
                : [userEntityRef],
          };
        },
      }).factory,
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async notification => {
            sent.push(notification);
          },
        }),
      }),
    ],
  });
  const { ask, get } = maturity;
  return {
    ...maturity,
    sent,
    request: (more: object = {}, user: string | undefined = ADA) =>
      ask('post', '/exemptions', { ...wanted, ...more }, user),
    decide: (id: string, decision: string, user = PAT, note?: string) =>
      ask('post', `/exemptions/${id}/decision`, { decision, note }, user),
    stateOfEscalation: async () => {
      const { body } = await get('/workloads/default/shop/models/small');
      return body.pillars[0].levels[1].strategies[0].criteria[0];
    },
  };
}

async function until(isSo: () => boolean) {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, 5));
}

describe('exemptions', () => {
  it('are asked for by the owner, approved by another, and count at once', async () => {
    const { request, decide, stateOfEscalation, sent, get, auditor, audited } =
      await start();
    const { body: exemption, status } = await request();
    expect(status).toBe(200);
    expect(exemption).toMatchObject({
      ...wanted,
      state: 'requested',
      requestedBy: ADA,
    });
    expect(await stateOfEscalation()).toMatchObject({
      state: 'not-met',
      exemption: { state: 'requested' },
    });
    await until(() => sent.length === 1);
    expect(sent[0].payload.title).toBe(
      "Exemption requested for shop: 'Escalation path is known'",
    );

    const { body: approved } = await decide(
      exemption.id,
      'approve',
      PAT,
      'Until the contract ends.',
    );
    expect(approved).toMatchObject({
      state: 'approved',
      decidedBy: PAT,
      decisionNote: 'Until the contract ends.',
    });
    expect(await stateOfEscalation()).toMatchObject({ state: 'exempt' });
    await until(() => sent.length === 2);
    expect(sent[1].recipients).toEqual({
      type: 'entity',
      entityRef: [ADA, 'group:default/team'],
      excludeEntityRef: PAT,
    });

    const { body: page } = await get(
      `/exemptions?state=approved&workload=${SHOP}&owner=group:default/team`,
    );
    expect(page).toEqual({
      items: [
        {
          ...approved,
          workloadTitle: 'shop',
          ownerRef: 'group:default/team',
          modelId: 'small',
          criterionTitle: 'Escalation path is known',
        },
      ],
      total: 1,
    });

    expect((await decide(exemption.id, 'revoke')).body.state).toBe('revoked');
    expect(await stateOfEscalation()).toMatchObject({ state: 'not-met' });
    expect(
      auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(['request-exemption', 'decide-exemption', 'decide-exemption']);
    expect(audited.success).toHaveBeenCalledTimes(3);
  });

  it('are one at a time for each criterion', async () => {
    const { request, decide } = await start();
    const { body: first } = await request();
    const again = await request({ reason: 'Other words for the same.' });
    expect(again.status).toBe(409);
    expect(again.body.error).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(`'${first.id}' of ${ADA}`),
    });
    expect((await request({ criterionId: 's-1-1.group' })).status).toBe(200);
    await decide(first.id, 'deny');
    expect((await request()).status).toBe(200);
  });

  it('are withdrawn by the one who asked, and by nobody else', async () => {
    const { request, decide } = await start();
    const { body: exemption } = await request();
    const other = await decide(exemption.id, 'withdraw', PAT);
    expect(other.status).toBe(403);
    expect(other.body.error.message).toMatch(/Only user:default\/ada/);
    expect((await decide(exemption.id, 'withdraw', ADA)).body.state).toBe(
      'withdrawn',
    );
  });

  it('are never decided on by the one who asked', async () => {
    const { request, decide, audited } = await start();
    const { body: exemption } = await request();
    for (const decision of ['approve', 'deny', 'revoke']) {
      expect((await decide(exemption.id, decision, ADA)).status).toBe(403);
    }
    expect(audited.fail).toHaveBeenCalledTimes(3);
  });

  it('go through legal states only', async () => {
    const { request, decide } = await start();
    const { body: exemption } = await request();
    const revoked = await decide(exemption.id, 'revoke');
    expect(revoked.status).toBe(409);
    expect(revoked.body.error.message).toBe(
      `Exemption '${exemption.id}' is requested: expected approved to revoke it`,
    );
    await decide(exemption.id, 'deny');
    for (const decision of ['approve', 'deny', 'revoke']) {
      expect((await decide(exemption.id, decision)).status).toBe(409);
    }
    expect((await decide(exemption.id, 'withdraw', ADA)).status).toBe(409);
    expect((await decide('nope', 'approve')).status).toBe(404);
    expect((await decide(exemption.id, 'forget')).status).toBe(400);
  });

  it.each<[string, object, string | undefined, number, RegExp]>([
    ['someone else', {}, BOB, 403, /Only group:default\/team/],
    [
      'a workload that nobody knows',
      { workloadRef: 'system:default/nope' },
      ADA,
      404,
      /No workload/,
    ],
    [
      'a group',
      { workloadRef: 'group:default/team' },
      ADA,
      400,
      /workloadRef: /,
    ],
    ['a short reason', { reason: 'Because' }, ADA, 400, /reason/],
    ['a reason of blanks', { reason: ' '.repeat(20) }, ADA, 400, /^reason: /],
    ['the past', { expiresAt: inDays(-1) }, ADA, 400, /^expiresAt: /],
    ['more than a year', { expiresAt: inDays(400) }, ADA, 400, /^expiresAt: /],
    ['no time', { expiresAt: 'next summer' }, ADA, 400, /^expiresAt: /],
    [
      'an unknown criterion',
      { criterionId: 'nope' },
      ADA,
      400,
      /^criterionId: expected a criterion of a model in force/,
    ],
    ['an unknown field', { extra: 1 }, ADA, 400, /additional properties/],
  ])('refuse %s', async (_, more, user, status, message) => {
    const { request } = await start();
    const response = await request(more, user);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toMatch(message);
  });

  it('are decided by people only, and asked for by other back ends in their name', async () => {
    const { ask, request, decide } = await start();
    const nameless = await ask('post', '/exemptions', wanted);
    expect(nameless.status).toBe(400);
    expect(nameless.body.error.message).toMatch(/requestedBy and requestedAt/);
    const asked = { requestedBy: ADA, requestedAt: inDays(-1) };
    const early = await ask('post', '/exemptions', {
      ...wanted,
      ...asked,
      requestedAt: inDays(1),
    });
    expect(early.body.error.message).toMatch(/^requestedAt: expected a time/);
    const { body } = await ask('post', '/exemptions', { ...wanted, ...asked });
    expect(body).toMatchObject({ ...asked, state: 'requested' });
    const posing = await request({ ...asked, criterionId: 's-1-1.group' });
    expect(posing.body.error.message).toMatch(/people ask as themselves/);
    const decided = await ask('post', `/exemptions/${body.id}/decision`, {
      decision: 'approve',
    });
    expect(decided.status).toBe(403);
    expect(decided.body.error.message).toMatch(/Only people/);
    expect((await decide(body.id, 'approve')).body.state).toBe('approved');
  });

  it('need permissions, which the caller can ask for', async () => {
    const { request, decide, get } = await start({
      denied: ['maturity.attest', 'maturity.exempt'],
    });
    expect((await request()).status).toBe(403);
    expect((await decide('x', 'approve')).body.error.message).toBe(
      "You lack the permission 'maturity.exempt'",
    );
    expect((await decide('x', 'withdraw')).body.error.message).toBe(
      "You lack the permission 'maturity.attest'",
    );
    expect((await get('/permissions')).body).toEqual({
      read: true,
      attest: false,
      exempt: false,
      campaign: true,
      model: true,
      refresh: true,
    });
  });

  it('page, and know how many there are beyond the last page', async () => {
    const { request, get } = await start();
    await request();
    await request({ criterionId: 's-1-1.group' });
    const first = (await get('/exemptions?limit=1')).body;
    expect(first.total).toBe(2);
    expect(first.items).toHaveLength(1);
    expect((await get('/exemptions?offset=5')).body).toEqual({
      items: [],
      total: 2,
    });
    expect(
      (await get('/exemptions?state=denied&state=expired')).body.total,
    ).toBe(0);
    expect((await get('/exemptions?state=nope')).status).toBe(400);
    expect((await get('/exemptions?owner=user:default/bob')).body.total).toBe(
      0,
    );
  });

  it('are sorted by request, end and workload, page after page', async () => {
    const { request, get } = await start();
    const ids: string[] = [];
    for (const [criterionId, days] of [
      [ESCALATION, 90],
      ['s-1-1.group', 10],
    ] as const) {
      const { body } = await request({ criterionId, expiresAt: inDays(days) });
      ids.push(body.id);
    }
    const order = async (query: string) => {
      const pages = [0, 1].map(offset =>
        get(`/exemptions?limit=1&offset=${offset}&${query}`),
      );
      return (await Promise.all(pages)).map(({ body }) =>
        ids.indexOf(body.items[0].id),
      );
    };
    expect(await order('direction=asc')).toEqual([0, 1]);
    expect(await order('sort=expires')).toEqual([1, 0]);
    expect(await order('sort=expires&direction=desc')).toEqual([0, 1]);
    expect((await get('/exemptions?sort=reason')).status).toBe(400);
  });

  it('tell nobody when notifications are off', async () => {
    const { request, sent, get } = await start({ enabled: false });
    await request();
    await get('/exemptions');
    expect(sent).toEqual([]);
  });
});
