import { resolve } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { maturityAttestPermission } from '@plumbline/plugin-maturity-common';
import request from 'supertest';
import { workload } from './__fixtures__/workloads';
import { maturityPlugin } from './plugin';

const ADA = 'user:default/ada';
const BOB = 'user:default/bob';
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString();

async function start(
  options: {
    mayAttest?: boolean;
    collect?: boolean;
    callers?: string[];
  } = {},
) {
  const { mayAttest = true, collect = false } = options;
  const auditor = mockServices.auditor.mock();
  const success = jest.fn();
  const fail = jest.fn();
  auditor.createEvent.mockResolvedValue({ success, fail });
  const permissions = mockServices.permissions.mock({
    authorize: async asked =>
      asked.map(({ permission }) => ({
        result:
          permission.name === maturityAttestPermission.name && !mayAttest
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  });
  const { server } = await startTestBackend({
    features: [
      maturityPlugin,
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: collect,
      }),
      auditor.factory,
      permissions.factory,
      catalogServiceMock.factory({
        entities: [workload('shop'), workload('bare', { owner: BOB })],
      }),
      mockServices.userInfo.mock({
        getUserInfo: async credentials => {
          const { userEntityRef } = credentials.principal as unknown as {
            userEntityRef: string;
          };
          return {
            userEntityRef,
            ownershipEntityRefs:
              userEntityRef === ADA
                ? [userEntityRef, 'group:default/team']
                : [userEntityRef],
          };
        },
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          maturity: {
            models: [{ file: resolve(__dirname, '__fixtures__/model.yaml') }],
            pushedFacts: [
              {
                source: 'drills',
                staleAfterHours: 24,
                callers: options.callers,
                facts: {
                  last: { type: 'string', title: 'Last drill' },
                  findings: { type: 'strings', title: 'Findings' },
                },
              },
            ],
          },
        },
      }),
    ],
  });
  const as = (user: string) => mockCredentials.user.header(user);
  return {
    read: (name: string, user = ADA) =>
      request(server)
        .get(`/api/maturity/workloads/default/${name}`)
        .set('Authorization', as(user)),
    card: (name: string, model = 'small') =>
      request(server)
        .get(`/api/maturity/workloads/default/${name}/models/${model}`)
        .set('Authorization', as(ADA)),
    get: (path: string) =>
      request(server).get(`/api/maturity${path}`).set('Authorization', as(ADA)),
    post: (path: string, body: object, header = as(ADA)) =>
      request(server)
        .post(`/api/maturity${path}`)
        .set('Authorization', header)
        .send(body),
    attest: (items: object[], header = as(ADA)) =>
      request(server)
        .post('/api/maturity/attestations')
        .set('Authorization', header)
        .send({ items }),
    summaries: (header: string) =>
      request(server)
        .post('/api/maturity/summaries/query')
        .set('Authorization', header)
        .send({}),
    server,
    auditor,
    success,
    fail,
  };
}

const service = mockCredentials.service.header();
const answer = {
  workloadRef: 'system:default/shop',
  criterionId: 's-2-1.attested',
  answer: 'met',
  expiresAt: inDays(30),
};
const serviceAnswer = {
  ...answer,
  attestedBy: ADA,
  attestedAt: inDays(-10),
};

describe('maturityPlugin', () => {
  it('says that nothing is evaluated yet, with the state of the model files', async () => {
    const { read } = await start();
    const { status, body } = await read('shop');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      workloadRef: 'system:default/shop',
      models: [],
      modelStatus: [{ modelId: 'small', problems: [] }],
      sources: [],
    });
  });

  it('collects, evaluates and shows a workload, and an answer at once', async () => {
    const { read, card, attest, summaries } = await start({ collect: true });
    const { body } = await read('shop');
    expect(body).toMatchObject({
      ownerRef: 'group:default/team',
      models: [
        {
          id: 'small',
          top: 2,
          proven: 1,
          possible: 1,
          next: {
            level: 2,
            blockers: [
              { criterionId: 's-2-1.escalation', canAttest: false },
              { criterionId: 's-2-1.attested', canAttest: true },
              { criterionId: 'g-2-1.board', canAttest: true },
            ],
          },
          pillars: [
            { id: 'running', levels: [{ passed: 1, total: 1 }, { total: 2 }] },
            { id: 'guarding', proven: 1, possible: 2 },
          ],
        },
      ],
      sources: [{ source: 'catalog', collectedAt: expect.any(String) }],
      may: {
        attest: { allowed: true },
        requestExemption: { allowed: true },
        decideExemption: { allowed: true },
      },
    });
    expect(body.models[0].history).toHaveLength(3);
    expect((await card('shop')).body).toMatchObject({
      workloadRef: 'system:default/shop',
      pillars: [
        {
          levels: [
            { name: 'Begun' },
            {
              name: 'Watched',
              strategies: [
                {
                  state: 'not-met',
                  criteria: [
                    {
                      state: 'not-met',
                      decidedBy: 'rule',
                      reason: 'Escalation path: none.',
                    },
                    { state: 'unknown', howTo: 'Call them once.' },
                  ],
                },
              ],
            },
          ],
        },
        { id: 'guarding' },
      ],
    });
    expect((await read('bare')).body).toMatchObject({
      models: [{ proven: 0, possible: 0 }],
      may: {
        attest: { allowed: false, reason: `Only ${BOB} may do this.` },
      },
    });

    await attest([{ ...answer, evidenceUrl: 'https://example.com/notes' }]);
    const after = (await card('shop')).body;
    expect(after.pillars[0].levels[1].strategies[0].criteria[1]).toMatchObject({
      state: 'met',
      decidedBy: 'attestation',
      reason: expect.stringMatching(
        /^user:default\/ada attested that it is met/,
      ),
      evidence: [{ label: 'Evidence', values: ['https://example.com/notes'] }],
    });
    expect(
      after.next.blockers.map((b: { criterionId: string }) => b.criterionId),
    ).toEqual(['s-2-1.escalation', 'g-2-1.board']);
    expect((await summaries(service)).body.items).toEqual([
      expect.objectContaining({
        workloadRef: 'system:default/bare',
        cell: '0 → 1',
      }),
      expect.objectContaining({
        workloadRef: 'system:default/shop',
        cell: '1 → 2',
      }),
    ]);
  });

  it('takes an answer from the owner, audits it and shows it to the next reader', async () => {
    const { read, attest, auditor, success } = await start();
    const { status, body } = await attest([answer]);
    expect(body).toEqual({ added: 1 });
    expect(status).toBe(200);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'attest', severityLevel: 'medium' }),
    );
    expect(success).toHaveBeenCalledWith({ meta: { added: 1 } });
    // The catalog has not been collected, so there is nothing to evaluate yet.
    expect((await read('shop')).body.models).toEqual([]);
  });

  it.each([
    [
      'someone else',
      [answer],
      mockCredentials.user.header(BOB),
      403,
      /Only group:default\/team may do this/,
    ],
    [
      'an unknown workload',
      [{ ...answer, workloadRef: 'system:default/nope' }],
      undefined,
      404,
      /No workload/,
    ],
    [
      'a rule',
      [{ ...answer, criterionId: 's-1-1.group' }],
      undefined,
      400,
      /items\[0\]\.criterionId: expected a criterion with a question/,
    ],
    [
      'someone who is a stand-in',
      [serviceAnswer],
      undefined,
      400,
      /people answer as themselves/,
    ],
    [
      'an expired answer',
      [{ ...answer, expiresAt: inDays(-1) }],
      undefined,
      400,
      /items\[0\]\.expiresAt: expected a time in the future/,
    ],
    [
      'an address that is no page',
      [{ ...answer, evidenceUrl: 'data:text/html,hello' }],
      undefined,
      400,
      /evidenceUrl: expected an http or https address/,
    ],
    [
      'another answer',
      [{ ...answer, answer: 'maybe' }],
      undefined,
      400,
      /answer/,
    ],
    [
      'an unknown field',
      [{ ...answer, extra: 1 }],
      undefined,
      400,
      /additional properties/,
    ],
    ['nothing', [], undefined, 400, /items/],
    [
      'a service without a person',
      [answer],
      service,
      400,
      /expected attestedBy and attestedAt/,
    ],
    [
      'a service from the future',
      [{ ...serviceAnswer, attestedAt: inDays(2) }],
      service,
      400,
      /not in the future/,
    ],
  ])('refuses %s', async (_, items, header, status, message) => {
    const { attest } = await start();
    const response = await attest(items, header);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toMatch(message);
  });

  it('takes the same answer from a service twice and counts it once', async () => {
    const { attest } = await start();
    expect((await attest([serviceAnswer], service)).body).toEqual({ added: 1 });
    expect((await attest([serviceAnswer], service)).body).toEqual({ added: 0 });
  });

  it('refuses and audits an answer without the permission', async () => {
    const { attest, read } = await start({ mayAttest: false });
    const { status, body } = await attest([answer]);
    expect(status).toBe(403);
    expect(body.error.message).toContain("'maturity.attest'");
    expect((await read('shop')).body.may.attest).toEqual({
      allowed: false,
      reason: "You lack the permission 'maturity.attest'.",
    });
  });

  describe('takes pushed facts', () => {
    const push = (facts: object, observedAt = inDays(-1)) => ({
      source: 'drills',
      items: [{ workloadRef: 'system:default/shop', observedAt, facts }],
    });
    const facts = { last: 'October', findings: ['slow'] };

    it('as often as they come, and shows them with their age', async () => {
      const { post, get, auditor } = await start({ collect: true });
      const body = push(facts);
      expect((await post('/facts', body)).body).toEqual({
        changed: 1,
        unchanged: 0,
      });
      expect((await post('/facts', body)).body).toEqual({
        changed: 0,
        unchanged: 1,
      });
      const { items } = (await get('/workloads/default/shop/facts')).body;
      expect(items).toContainEqual({
        name: 'drills.last',
        title: 'Last drill',
        value: 'October',
        observedAt: body.items[0].observedAt,
        since: body.items[0].observedAt,
        stale: true,
      });
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'push-facts' }),
      );
      expect((await get('/facts/sources')).body.items).toEqual([
        expect.objectContaining({ source: 'catalog', kind: 'collected' }),
        expect.objectContaining({
          source: 'drills',
          kind: 'pushed',
          lastSuccessAt: expect.any(String),
        }),
      ]);
    });

    it.each<[string, object, number, RegExp]>([
      ['another source', { ...push(facts), source: 'catalog' }, 400, /drills/],
      [
        'a fact that is none',
        push({ first: 'May' }),
        400,
        /items\[0\]\.facts: expected one of last, findings; 'first' is none/,
      ],
      [
        'a value of another type',
        push({ findings: 'slow' }),
        400,
        /items\[0\]\.facts\.findings: expected a list of strings/,
      ],
      [
        'a name that every object has',
        push({ constructor: 'x' }),
        400,
        /'constructor' is none/,
      ],
      ['the future', push(facts, inDays(2)), 400, /observedAt: .*future/],
      ['no time', push(facts, 'yesterday, I think'), 400, /ISO 8601/],
      [
        'a workload that nobody knows',
        {
          source: 'drills',
          items: [
            ...push(facts).items,
            { ...push(facts).items[0], workloadRef: 'system:default/nope' },
          ],
        },
        404,
        /items\[1\]\.workloadRef: no workload/,
      ],
      ['nothing', { source: 'drills', items: [] }, 400, /items/],
      [
        'a document',
        push({ last: 'x'.repeat(30_000) }),
        400,
        /at most 20000 characters/,
      ],
    ])('but not %s', async (_, body, status, message) => {
      const { post, get } = await start({ collect: true });
      const response = await post('/facts', body);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toMatch(message);
      const { items } = (await get('/workloads/default/shop/facts')).body;
      expect(JSON.stringify(items)).not.toContain('drills');
    });

    it('only from those that the configuration names', async () => {
      const { post } = await start({
        collect: true,
        callers: ['external:ci', BOB],
      });
      expect((await post('/facts', push(facts))).status).toBe(403);
      const bob = mockCredentials.user.header(BOB);
      expect((await post('/facts', push(facts), bob)).status).toBe(200);
    });

    it('and 10,000 malformed ones change nothing', async () => {
      const { post, get } = await start({ collect: true });
      await post('/facts', push(facts));
      const before = {
        facts: (await get('/workloads/default/shop/facts')).body,
        levels: (await get('/workloads/default/shop')).body.models,
      };
      // In bundles, as a broken client would send them: one bad item spoils its bundle.
      const good = push({ last: 'November' }, inDays(0)).items[0];
      const values = [1, true, null, {}, [1], ['ok', null], 'x'];
      for (let bundle = 0; bundle < 100; bundle++) {
        const items = Array.from({ length: 100 }, (_, n) => ({
          ...good,
          facts: {
            findings: values[(bundle + n) % values.length],
            [`f${n}`]: 1,
          },
        }));
        const { status } = await post('/facts', {
          source: 'drills',
          items: [good, ...items],
        });
        expect(status).toBe(400);
      }
      expect({
        facts: (await get('/workloads/default/shop/facts')).body,
        levels: (await get('/workloads/default/shop')).body.models,
      }).toEqual(before);
    });
  });

  it('answers with all verdicts of a model, in pages', async () => {
    const { post } = await start({ collect: true });
    const query = (body: object) =>
      post('/verdicts/query', { modelId: 'small', ...body });
    const first = (await query({ limit: 1 })).body;
    expect(first).toEqual({
      criteria: expect.arrayContaining(['s-1-1.group']),
      items: [
        {
          workloadRef: 'system:default/bare',
          proven: 0,
          possible: 0,
          states: expect.stringMatching(/^[mnueax]+$/),
          evaluatedAt: expect.any(String),
        },
      ],
      nextAfter: 'system:default/bare',
    });
    const [{ states }] = first.items;
    expect(states).toHaveLength(first.criteria.length);
    expect(states[first.criteria.indexOf('s-1-1.group')]).toBe('n');
    const second = (await query({ limit: 1, after: first.nextAfter })).body;
    expect(second.items).toHaveLength(1);
    expect(second.nextAfter).toBeUndefined();
    expect((await query({ modelId: 'none' })).status).toBe(404);

    const refs = ['system:default/shop'];
    const again = await post('/evaluations', {
      modelId: 'small',
      workloadRefs: refs,
    });
    expect(again.body).toEqual(second);
    expect(again.headers['content-encoding']).toBe('gzip');
    const plain = await query({ limit: 1 }).set('Accept-Encoding', 'identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body).toEqual(first);
    expect((await post('/refresh', { workloadRefs: refs })).body).toEqual({
      workloads: 1,
    });
  });

  it('gives summaries to other back ends only', async () => {
    const { summaries } = await start();
    expect((await summaries(service)).body).toEqual({ items: [] });
    expect((await summaries(mockCredentials.user.header(ADA))).status).toBe(
      403,
    );
  });

  it('describes its routes', async () => {
    const { server } = await start();
    const { body } = await request(server)
      .get('/api/maturity/openapi.json')
      .set('Authorization', service);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/maturity/workloads/{namespace}/{name}',
        '/api/maturity/workloads/{namespace}/{name}/models/{modelId}',
        '/api/maturity/workloads/{namespace}/{name}/facts',
        '/api/maturity/verdicts/query',
        '/api/maturity/attestations',
        '/api/maturity/facts',
        '/api/maturity/facts/sources',
        '/api/maturity/refresh',
        '/api/maturity/summaries/query',
      ]),
    );
  });
});
