import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { startApi } from '../__testUtils__/startApi';
import { openApiDocument } from './openapi';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

const ADA = 'user:default/ada';
const BOB = 'user:default/bob';
const THUMBPRINT = '0123456789abcdef0123456789abcdef01234567';

describe.each(databases.eachSupportedId())('routes on %s', engine => {
  let api: Awaited<ReturnType<typeof startApi>>;

  async function build() {
    api = await startApi(await databases.init(engine));
    const { estate } = api;
    await estate.know('shop', 'retail', [
      {
        code: 'no-global-vault',
        stampRefs: [],
        vaultRefs: [],
        reason: 'It has global resources and no vault for them.',
        nextStep: 'Add one.',
      },
    ]);
    await estate.know('bank', 'payments');
    await estate.list([
      { name: 'sql', expires: estate.at(20) },
      { name: 'signing', kind: 'key', expires: estate.at(200) },
      { name: 'last-day', expires: estate.at(0.5) },
    ]);
    await estate.list(
      [
        {
          name: 'bank-sql',
          workloadRef: 'system:default/bank',
          expires: estate.at(25),
          runbookUrl: 'https://runbooks.example.com/sql',
        },
      ],
      'bank-kv',
    );
    for (const [workload, kind] of [
      ['shop', 'certificate'],
      ['bank', 'tls-endpoint'],
    ] as const) {
      await estate.list(
        [
          {
            name: `tls-${workload}`,
            kind,
            workloadRef: `system:default/${workload}`,
            thumbprint: THUMBPRINT,
            expires: estate.at(10),
          },
        ],
        `${workload}-tls`,
        kind === 'certificate' ? 'key-vault' : 'tls',
      );
    }
    await estate.close(
      {
        type: 'outcome',
        place: 'shop-kv',
        title: 'Vault shop-kv',
        outcome: 'could-not-look',
        reason: 'The firewall of the vault refuses this address.',
      },
      [],
    );
    const { database } = estate;
    for (const id of ['key-vault', 'tls']) {
      await database('sources').insert({
        source_id: id,
        title: id,
        last_looked: estate.at(0),
      });
    }
  }

  const names = (body: { items: { name: string }[] }) =>
    body.items.map(({ name }) => name);

  describe('asked wrongly', () => {
    beforeAll(build);

    it.each([
      ['GET /credentials', 'orderBy=colour', 400],
      ['GET /credentials', 'limit=201', 400],
      ['GET /credentials', 'owner=%3A%3A', 400],
      ['GET /credentials', 'expiresBefore=sometime-soon', 400],
      ['GET /credentials', 'colour=red', 400],
      ['GET /credentials/calendar', 'expiresBefore=2030-01-01', 400],
      ['GET /credentials/calendar', 'expiresBefore=2020-01-01', 400],
      ['GET /places', 'outcome=lost', 400],
    ])('%s?%s answers %i', async (route, query, status) => {
      expect((await api.ask(route, { query })).status).toBe(status);
    });

    it.each([
      ['sql', {}, 403, 'Only group:default/retail may do this.'],
      ['last-day', {}, 400, 'last stage began'],
      ['signing', {}, 400, 'Nothing warns of it now.'],
      ['sql', { kind: 'snoozed' }, 400, 'until: expected a time'],
      ['sql', { until: '2026-12-01' }, 400, 'until: expected only'],
      ['sql', { kind: 'snoozed', until: '2020-01-01' }, 400, 'after now'],
      ['sql', { reason: '   ' }, 400, 'reason: expected'],
      ['sql', { reason: '' }, 400, 'reason'],
      ['sql', { colour: 'red' }, 400, 'additional properties'],
    ])(
      'refuse to acknowledge %s with %j',
      async (name, input, status, words) => {
        const ids = [
          await api.estate.idOf('sql'),
          await api.estate.idOf(name as string),
        ];
        const answer = await api.ask('POST /acknowledgements', {
          body: {
            credentialIds: ids,
            kind: 'acknowledged',
            reason: 'Known',
            ...(input as object),
          },
          as: status === 403 ? 'user:default/ada' : BOB,
        });
        expect(answer.status).toBe(status);
        expect(answer.body.error.message).toContain(words);
        const list = await api.ask('GET /credentials', {
          query: 'acknowledged=true',
        });
        expect(list.body.total).toBe(0);
      },
    );
  });

  describe('asked rightly', () => {
    beforeEach(build);

    it('list, count and export the same', async () => {
      const query = 'needsSomeone=true&orderBy=name&kind=secret&kind=key';
      const list = await api.ask('GET /credentials', { query });
      expect(names(list.body)).toEqual(['bank-sql', 'last-day', 'sql']);
      expect(list.body.total).toBe(3);
      const counts = await api.ask('GET /credentials/counts', {
        query: 'needsSomeone=true&kind=secret&kind=key',
      });
      expect(counts.body).toMatchObject({ total: 3, states: { expiring: 3 } });
      const csv = await api.ask('GET /credentials/csv', { query });
      expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(csv.headers['content-disposition']).toBe(
        'attachment; filename="credentials-2026-11-21.csv"',
      );
      const [heading, ...lines] = csv.text.trim().split('\r\n');
      expect(heading).toMatch(/^id,name,kind,workload,/);
      expect(lines.map(line => line.split(',')[1])).toEqual(names(list.body));
      const filters = await api.ask('GET /credentials/filters');
      expect(filters.body.owners).toEqual([
        'group:default/payments',
        'group:default/retail',
      ]);
      const calendar = await api.ask('GET /credentials/calendar');
      expect(calendar.body.days[0]).toMatchObject({
        day: '2026-11-22',
        count: 1,
      });
    });

    it('explain a credential', async () => {
      const id = await api.estate.idOf('tls-bank');
      const { body } = await api.ask('GET /credentials/{id}', { path: { id } });
      expect(body).toMatchObject({
        credential: { name: 'tls-bank', placeCount: 2, state: 'expiring' },
        places: [{ name: 'tls-bank' }, { name: 'tls-shop' }],
        acknowledgements: [],
        may: {
          // It is renewed in the vault of the shop.
          acknowledge: {
            allowed: false,
            reason: 'Only group:default/retail may do this.',
          },
          manage: { allowed: false },
        },
      });
      expect(body.explanation.length).toBeGreaterThan(2);
      expect(body.events).toEqual([
        {
          at: api.estate.at(0),
          change: 'found',
          text: 'It was found for the first time. It expires on 1 December 2026.',
        },
      ]);
      expect(body.acknowledgeUntil < body.credential.expires).toBe(true);
      const lost = await api.ask('GET /credentials/{id}', {
        path: { id: 'x' },
      });
      expect(lost.status).toBe(404);
    });

    it('acknowledge until the last stage, audited, and take back', async () => {
      const id = await api.estate.idOf('tls-shop');
      const accepted = await api.ask('POST /acknowledgements', {
        body: {
          credentialIds: [id],
          kind: 'acknowledged',
          reason: ' A new one is ordered. ',
        },
        as: BOB,
      });
      expect(accepted.status).toBe(201);
      const [{ acknowledgement }] = accepted.body.items;
      expect(acknowledgement).toMatchObject({
        by: BOB,
        reason: 'A new one is ordered.',
        at: api.estate.at(0),
      });
      expect(acknowledgement.until < api.estate.at(10)).toBe(true);
      expect(api.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'acknowledge-credentials',
          meta: expect.objectContaining({ credentialIds: [id] }),
        }),
      );
      expect(api.audited.success).toHaveBeenCalledTimes(1);
      // Both places of the certificate are silent.
      expect(api.refresh.mock.calls[0][0].sort()).toEqual([
        'system:default/bank',
        'system:default/shop',
      ]);
      const list = await api.ask('GET /credentials', {
        query: 'acknowledged=true',
      });
      expect(list.body.items).toMatchObject([
        { name: 'tls-shop', needsSomeone: false, acknowledgement },
      ]);
      const detail = await api.ask('GET /credentials/{id}', { path: { id } });
      expect(detail.body.acknowledgements).toEqual([acknowledgement]);
      expect(detail.body.events[0]).toMatchObject({
        change: 'acknowledged',
        by: BOB,
      });

      const path = { id: acknowledgement.id };
      const byAda = await api.ask('DELETE /acknowledgements/{id}', { path });
      expect(byAda.status).toBe(403);
      const taken = await api.ask('DELETE /acknowledgements/{id}', {
        path,
        as: BOB,
      });
      expect(taken.status).toBe(204);
      const again = await api.ask('DELETE /acknowledgements/{id}', {
        path,
        as: BOB,
      });
      expect(again.status).toBe(409);
      const after = await api.ask('GET /credentials', {
        query: 'acknowledged=true',
      });
      expect(after.body.total).toBe(0);
    });

    it('void what was said of an earlier version', async () => {
      const { estate } = api;
      const id = await estate.idOf('bank-sql');
      await api.ask('POST /acknowledgements', {
        body: { credentialIds: [id], kind: 'acknowledged', reason: 'Soon' },
      });
      await estate.list(
        [
          {
            name: 'bank-sql',
            workloadRef: 'system:default/bank',
            created: estate.at(0),
            expires: estate.at(300),
          },
        ],
        'bank-kv',
      );
      const { body } = await api.ask('GET /credentials/{id}', { path: { id } });
      expect(body.credential.acknowledgement).toBeUndefined();
      expect(body.acknowledgements).toMatchObject([{ voidedAt: estate.at(0) }]);
      expect(body.acknowledgeUntil).toBeUndefined();
      expect(body.events.map(({ change }: any) => change)).toContain('rotated');
    });

    it('let who manages acknowledge and scan, and nobody else', async () => {
      const scan = () =>
        api.ask('POST /sources/{id}/scan', { path: { id: 'tls' }, body: {} });
      expect((await scan()).status).toBe(403);
      expect(api.audited.fail).toHaveBeenCalledTimes(1);
      api.allowed.add('manage');
      expect((await scan()).status).toBe(202);
      expect((await scan()).status).toBe(409);
      expect(api.scans).toEqual(['scan-tls']);
      const lost = await api.ask('POST /sources/{id}/scan', {
        path: { id: 'lost' },
        body: {},
      });
      expect(lost.status).toBe(404);
      const snoozed = await api.ask('POST /acknowledgements', {
        body: {
          credentialIds: [await api.estate.idOf('sql')],
          kind: 'snoozed',
          reason: 'Known',
          until: api.estate.at(3),
        },
      });
      expect(snoozed.body.items[0].acknowledgement.until).toBe(
        api.estate.at(3),
      );
    });

    it('tell what a caller may do', async () => {
      const { body } = await api.ask('GET /permissions');
      expect(body).toEqual({
        readAll: true,
        acknowledge: { allowed: true },
        manage: {
          allowed: false,
          reason: "It needs the permission 'secret-expiry.manage'.",
        },
      });
    });

    it('say how places and sources do', async () => {
      const { body: places } = await api.ask('GET /places');
      expect(places).toMatchObject({
        total: 4,
        items: [
          {
            place: 'shop-kv',
            outcome: 'could-not-look',
            reason: 'The firewall of the vault refuses this address.',
          },
          {},
          {},
          {},
        ],
      });
      const { body: found } = await api.ask('GET /places', {
        query: 'text=VAULT%20bank&sourceId=tls',
      });
      expect(found.items).toMatchObject([{ place: 'bank-tls' }]);
      const { body: sources } = await api.ask('GET /sources');
      expect(sources.items).toMatchObject([
        {
          sourceId: 'key-vault',
          places: { looked: 2, partly: 0, 'could-not-look': 1 },
          credentials: 5,
        },
        { sourceId: 'tls', credentials: 1 },
      ]);
      const { body: overview } = await api.ask(
        'GET /workloads/{namespace}/{name}/overview',
        { path: { namespace: 'default', name: 'shop' } },
      );
      expect(overview).toMatchObject({
        coverage: 'partly',
        places: [{ place: 'shop-kv' }, { place: 'shop-tls' }],
        vaultFindings: [{ code: 'no-global-vault' }],
        may: { acknowledge: { allowed: false }, manage: { allowed: false } },
      });
    });

    describe('for whoever reads only their own', () => {
      beforeEach(() => {
        api.allowed.delete('read');
        api.allowed.add('read-own');
      });

      it('show that and nothing else', async () => {
        const { body } = await api.ask('GET /credentials', {
          query: 'orderBy=name',
        });
        expect(names(body)).toEqual(['bank-sql', 'tls-bank']);
        // Nor how many others have the same certificate.
        expect(body.items.map((item: any) => item.placeCount)).toEqual([1, 1]);
        const { body: tls } = await api.ask('GET /credentials/{id}', {
          path: { id: await api.estate.idOf('tls-bank') },
        });
        expect(tls).toMatchObject({
          credential: { placeCount: 1 },
          places: [{ name: 'tls-bank' }],
        });
        const { body: counts } = await api.ask('GET /credentials/counts');
        expect(counts.total).toBe(2);
        const { body: filters } = await api.ask('GET /credentials/filters');
        expect(filters.owners).toEqual(['group:default/payments']);
        const { body: calendar } = await api.ask('GET /credentials/calendar');
        expect(calendar.days).toHaveLength(2);
        const { text } = await api.ask('GET /credentials/csv');
        expect(text.trim().split('\r\n')).toHaveLength(3);
        expect(text).not.toContain('tls-shop');
        const { body: places } = await api.ask('GET /places');
        expect(places.items.map(({ place }: any) => place).sort()).toEqual([
          'bank-kv',
          'bank-tls',
        ]);
        const { body: sources } = await api.ask('GET /sources');
        expect(
          sources.items.map(({ credentials }: any) => credentials),
        ).toEqual([1, 1]);
        const overview = (name: string) =>
          api.ask('GET /workloads/{namespace}/{name}/overview', {
            path: { namespace: 'default', name },
          });
        expect((await overview('bank')).body.places).toHaveLength(2);
        const other = await overview('shop');
        expect(other.status).toBe(403);
        expect(other.body.error.message).toContain("'secret-expiry.read'");
        // One credential there becomes theirs to renew.
        await api.estate.list(
          [{ name: 'shared', ownerRef: 'group:default/payments' }],
          'shared-kv',
        );
        expect((await overview('shop')).body).toMatchObject({
          places: [{ place: 'shared-kv' }],
          vaultFindings: [],
        });
        const { body: permissions } = await api.ask('GET /permissions');
        expect(permissions.readAll).toBe(false);
      });

      it('hide other places of the same certificate', async () => {
        const id = await api.estate.idOf('tls-bank');
        const own = await api.ask('GET /credentials/{id}', { path: { id } });
        expect(own.body.places).toMatchObject([{ name: 'tls-bank' }]);
        const other = await api.estate.idOf('tls-shop');
        const path = { id: other };
        expect((await api.ask('GET /credentials/{id}', { path })).status).toBe(
          404,
        );
        const refused = await api.ask('POST /acknowledgements', {
          body: { credentialIds: [other], kind: 'acknowledged', reason: 'x' },
        });
        expect(refused.status).toBe(404);
      });

      it('let nobody take back what they could not acknowledge', async () => {
        const accepted = await api.ask('POST /acknowledgements', {
          body: {
            credentialIds: [await api.estate.idOf('tls-shop')],
            kind: 'acknowledged',
            reason: 'A new one is ordered.',
          },
          as: BOB,
        });
        expect(accepted.status).toBe(201);
        const [{ acknowledgement }] = accepted.body.items;
        // The bank, which is Ada's, only shows the certificate that the shop renews.
        const refused = await api.ask('DELETE /acknowledgements/{id}', {
          path: { id: acknowledgement.id },
        });
        expect(refused.status).toBe(403);
      });
    });

    it('answer nobody without permission, and nobody who is not signed in', async () => {
      api.allowed.clear();
      for (const [path, methods] of Object.entries(openApiDocument.paths)) {
        if (path.endsWith('.ics') || path === '/summaries/query') continue;
        const url = path.replace(/\{\w+\}/g, 'a');
        for (const method of Object.keys(methods)) {
          const body = /acknowledgements$/.test(path)
            ? {
                credentialIds: ['a'.repeat(64)],
                kind: 'acknowledged',
                reason: 'x',
              }
            : { ...(path === '/feeds' && { name: 'x', filter: {} }) };
          const sent = method === 'post' ? { body } : {};
          const known = await api.ask(`${method.toUpperCase()} ${url}`, sent);
          expect([path, method, known.status]).toEqual([path, method, 403]);
          const unknown = await request(api.app)
            [method as 'get'](url)
            .send(method === 'post' ? body : undefined);
          expect([path, method, unknown.status]).toEqual([path, method, 401]);
        }
      }
    });

    describe('calendar feeds', () => {
      it('keep their token out of the access log', async () => {
        const logger = mockServices.logger.mock();
        logger.child.mockReturnValue(logger);
        const config = mockServices.rootConfig();
        const portal = express()
          .use(MiddlewareFactory.create({ config, logger }).logging())
          .use('/api/secret-expiry', api.app);
        await request(portal).get('/api/secret-expiry/feeds/open-sesame.ics');
        const logged = JSON.stringify(logger.info.mock.calls);
        expect(logged).toContain('/api/secret-expiry/feeds/….ics');
        expect(logged).not.toContain('sesame');
      });

      const create = async (filter: object, as?: string) =>
        api.ask('POST /feeds', { body: { name: 'Mine', filter }, as });
      const read = (url: string) =>
        request(api.app).get(
          url.replace('https://portal.example.com/api/secret-expiry', ''),
        );

      it('are read by their address alone, until they are ended', async () => {
        const created = await create({ kind: ['secret'] });
        expect(created.status).toBe(201);
        const { id, url } = created.body;
        expect(url).toMatch(
          /^https:\/\/portal\.example\.com\/api\/secret-expiry\/feeds\/[\w-]{43}\.ics$/,
        );
        expect(api.httpRouter.addAuthPolicy).toHaveBeenCalledWith({
          path: '/feeds/:token.ics',
          allow: 'unauthenticated',
        });
        const calendar = await read(url);
        expect(calendar.status).toBe(200);
        expect(calendar.headers['content-type']).toBe(
          'text/calendar; charset=utf-8',
        );
        expect(calendar.text.match(/BEGIN:VEVENT/g)).toHaveLength(3);
        const { body: feeds } = await api.ask('GET /feeds');
        expect(feeds.items).toEqual([
          {
            id,
            name: 'Mine',
            filter: { kind: ['secret'] },
            ownerRef: ADA,
            createdAt: api.estate.at(0),
            lastReadAt: api.estate.at(0),
            until: api.estate.at(30),
          },
        ]);
        expect(feeds.total).toBe(1);
        const stored = JSON.stringify(await api.estate.database('feeds'));
        expect(stored).not.toContain(url.slice(-47, -4));

        const path = { id };
        const byBob = await api.ask('DELETE /feeds/{id}', { path, as: BOB });
        expect(byBob.status).toBe(404);
        expect((await api.ask('DELETE /feeds/{id}', { path })).status).toBe(
          204,
        );
        expect((await read(url)).status).toBe(404);
      });

      it('hold what their owner was allowed to read, and nothing that people wrote', async () => {
        api.allowed.delete('read');
        api.allowed.add('read-own');
        const id = await api.estate.idOf('bank-sql');
        await api.ask('POST /acknowledgements', {
          body: {
            credentialIds: [id],
            kind: 'acknowledged',
            reason: 'Between us',
          },
        });
        const { body } = await create({});
        api.allowed.add('read');
        const { text } = await read(body.url);
        const unfolded = text.replace(/\r\n[ \t]/g, '');
        expect(unfolded.match(/SUMMARY:.*/g)).toEqual([
          'SUMMARY:tls-bank expires (The bank)',
          'SUMMARY:bank-sql expires (The bank)',
        ]);
        expect(unfolded).not.toContain('Between us');
        expect(unfolded).toContain('DTSTART;VALUE=DATE:20261201');
        expect(unfolded).toContain(
          `URL;VALUE=URI:https://portal.example.com/catalog/default/system/bank/secret-expiry?credential=${id}`,
        );
        expect(unfolded).toContain('https://runbooks.example.com/sql');
        // Stages that have begun alarm nobody any more.
        expect(unfolded.match(/BEGIN:VALARM/g)).toHaveLength(2 + 3);
      });

      const eventsOf = async (url: string) =>
        (await read(url)).text
          .replace(/\r\n[ \t]/g, '')
          .match(/(?<=SUMMARY:).*/g);
      const STOPPED = ['This calendar shows no credentials any more'];
      const stopOf = async () =>
        (await api.ask('GET /feeds', { as: ADA })).body.items[0].stopped;

      it('are seen by whoever manages, page by page, and ended by them', async () => {
        const { id } = (await create({})).body;
        await create({ kind: ['key'] }, BOB);
        const all = (query = '') =>
          api.ask('GET /feeds', { query: `everyone=true${query}` });
        expect((await all()).status).toBe(403);
        const refused = await api.ask('DELETE /feeds/{id}', {
          path: { id },
          as: BOB,
        });
        expect(refused.status).toBe(404);

        api.allowed.add('manage');
        const { body } = await all();
        expect(body.total).toBe(2);
        expect(body.items.map((feed: any) => feed.ownerRef).sort()).toEqual([
          ADA,
          BOB,
        ]);
        expect(JSON.stringify(body)).not.toMatch(/token|url|hash/);
        const paged = (await all('&limit=1&offset=1')).body;
        expect(paged.items).toEqual([body.items[1]]);
        expect(paged.total).toBe(2);
        const ended = await api.ask('DELETE /feeds/{id}', {
          path: { id },
          as: BOB,
        });
        expect(ended.status).toBe(204);
        expect(api.audited.success).toHaveBeenLastCalledWith({
          meta: { ownerRef: ADA },
        });
        expect((await api.ask('GET /feeds')).body.total).toBe(0);
      });

      it('stop when the catalog has their owner no more, and go on when it has', async () => {
        const { url } = (await create({})).body;
        const before = await eventsOf(url);
        expect(before).toHaveLength(5);
        const ada = api.users.get(ADA)!;
        api.users.delete(ADA);
        expect(await eventsOf(url)).toEqual(STOPPED);
        expect(await stopOf()).toBe('owner-gone');
        api.users.set(ADA, ada);
        expect(await eventsOf(url)).toEqual(before);
        expect(await stopOf()).toBeUndefined();
      });

      it('lose what is of a group that their owner has left', async () => {
        api.allowed.delete('read');
        api.allowed.add('read-own');
        const { url } = (await create({})).body;
        expect(await eventsOf(url)).toHaveLength(2);
        const ada = api.users.get(ADA)!;
        api.users.set(ADA, { ...ada, relations: [] });
        expect((await read(url)).text).not.toContain('BEGIN:VEVENT');
        // What came to them later is another feed's.
        api.users.set(ADA, ada);
        expect(await eventsOf(url)).toHaveLength(2);
      });

      it('stop as soon as their owner is refused, whatever they ask for', async () => {
        const { url } = (await create({})).body;
        api.allowed.delete('read');
        const refused = await api.ask('GET /credentials');
        expect(refused.status).toBe(403);
        expect(await eventsOf(url)).toEqual(STOPPED);
        // Of what they may still read, and no more than there was before.
        api.allowed.add('read-own');
        expect((await api.ask('GET /credentials')).status).toBe(200);
        expect(await eventsOf(url)).toEqual([
          'tls-bank expires (The bank)',
          'bank-sql expires (The bank)',
        ]);
      });

      it('give nothing while the catalog cannot be asked of their owner', async () => {
        const { url } = (await create({})).body;
        api.users.get = () => {
          throw new Error('The catalog is away');
        };
        const answer = await read(url);
        expect(answer.status).toBe(500);
        expect(answer.text).not.toContain('VEVENT');
      });

      it('last a month from when their owner came, and say before that they end', async () => {
        const { estate } = api;
        const { url } = (await create({ kind: ['key'] })).body;
        const go = (days: number) => {
          estate.now = new Date(estate.at(days));
        };
        expect(await eventsOf(url)).toHaveLength(1);
        go(24);
        expect(await eventsOf(url)).toEqual([
          'signing expires (The shop)',
          'This calendar stops',
        ]);
        go(6);
        expect(await eventsOf(url)).toEqual(STOPPED);
        // They come, wherever.
        expect((await api.ask('GET /permissions')).status).toBe(200);
        expect(await eventsOf(url)).toHaveLength(1);
      });

      it('are of people whom only sign-in knows, too, and of no service', async () => {
        api.users.clear();
        const { url } = (await create({})).body;
        expect(await eventsOf(url)).toHaveLength(5);
        const byService = await request(api.app)
          .post('/feeds')
          .set('Authorization', mockCredentials.service.header())
          .send({ name: 'Mine', filter: {} });
        expect(byService.status).toBe(403);
      });

      it('refuse what is no filter', async () => {
        expect((await create({ colour: ['red'] })).status).toBe(400);
        expect((await create({ owner: ['::'] })).status).toBe(400);
        expect((await create({ kind: ['password'] })).status).toBe(400);
      });
    });
  });
});
