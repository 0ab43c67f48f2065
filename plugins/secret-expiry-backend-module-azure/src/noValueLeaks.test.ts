import { ServerResponse } from 'node:http';
import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import secretExpiryModuleKubernetes from '@plumbline/plugin-secret-expiry-backend-module-kubernetes';
import secretExpiryModuleTls from '@plumbline/plugin-secret-expiry-backend-module-tls';
import { Knex } from 'knex';
import { PlantedEstate } from './__testUtils__/PlantedEstate';
import { Replica } from './__testUtils__/Replica';
import { leaks } from './__testUtils__/leaks';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SCANS = ['key-vault', 'microsoft-graph', 'tls', 'cert-manager'].concat(
  'kubernetes-tls',
  'inventory',
);
const DAY = 86_400;

/** Every row of every table, and every byte of the file, of what was deleted as well. */
async function everything(knex: Knex): Promise<string> {
  const tables: { name: string }[] = await knex('sqlite_master')
    .where('type', 'table')
    .select('name');
  const texts: string[] = [];
  for (const { name } of tables) {
    for (const row of await knex(name)) {
      for (const value of Object.values(row)) {
        texts.push(
          Buffer.isBuffer(value) ? value.toString('latin1') : String(value),
        );
      }
    }
  }
  const connection = await knex.client.acquireConnection();
  texts.push(connection.serialize().toString('utf8'));
  await knex.client.releaseConnection(connection);
  return texts.join('\n');
}

/** Requests are those of a test. */
function withoutRequests(key: string, value: unknown) {
  return key === 'request' ? undefined : value;
}

/**
 * A whole back end with all sources: it scans, is asked, acknowledges, tells
 * people and webhooks. Everything that came out of it, by where.
 */
async function runAll(estate: PlantedEstate) {
  const printed: string[] = [];
  const collect = (chunk: unknown) => {
    printed.push(String(chunk));
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(collect);
  jest.spyOn(process.stderr, 'write').mockImplementation(collect);
  jest.spyOn(process, 'emitWarning').mockImplementation(collect as any);
  const served = jest.spyOn(ServerResponse.prototype, 'end');

  const knex = await databases.init('SQLITE_3');
  const replica = await Replica.start({
    knex,
    entities: estate.entities,
    secretExpiry: estate.config,
    sources: estate.sources(),
    modules: [secretExpiryModuleKubernetes, secretExpiryModuleTls],
  });
  const scan = async () => {
    for (const id of SCANS) await replica.run(`scan-${id}`);
    await replica.tell();
  };
  const answers: Record<string, string> = {};
  const ask = async (
    route: string,
    how: { body?: object; path?: string; header?: string; delete?: true } = {},
  ) => {
    const [method, template] = route.split(' ');
    const { status, text, headers, body } = await replica.ask(
      method.toLowerCase() as 'get',
      how.path ?? template,
      how.body,
      how.header,
    );
    answers[route] = `${answers[route] ?? ''}${status} ${JSON.stringify(
      headers,
    )} ${text}\n`;
    return { status, text, body };
  };

  await scan();
  const { body: page } = await ask('GET /credentials', {
    path: '/credentials?limit=200&orderBy=expires',
  });
  for (const route of [
    'GET /credentials/counts',
    'GET /credentials/filters',
    'GET /credentials/calendar',
    'GET /credentials/csv',
    'GET /places',
    'GET /sources',
    'GET /permissions',
  ]) {
    expect(await ask(route)).toMatchObject({ status: 200 });
  }
  for (const { id } of page.items) {
    await ask('GET /credentials/{id}', { path: `/credentials/${id}` });
  }
  const { body: sources } = await ask('GET /sources');
  await ask('GET /workloads/{namespace}/{name}/overview', {
    path: '/workloads/default/shop/overview',
  });
  await ask('POST /summaries/query', {
    body: {},
    header: mockCredentials.service.header(),
  });

  const { id } = page.items.find(
    ({ name }: { name: string }) => name === 'later',
  );
  const input = { kind: 'acknowledged', reason: 'Soon.' };
  const body = { ...input, credentialIds: [id] };
  const taken = await ask('POST /acknowledgements', { body });
  expect(taken.status).toBe(201);
  const [{ acknowledgement }] = taken.body.items;
  await ask('DELETE /acknowledgements/{id}', {
    path: `/acknowledgements/${acknowledgement.id}`,
  });
  // What is wrong is answered, too.
  await ask('GET /credentials/{id}', { path: '/credentials/none' });
  await ask('GET /credentials', { path: '/credentials?limit=many' });

  const feed = await replica.ask('post', '/feeds', { name: 'All', filter: {} });
  const token: string = /\/feeds\/(.+)\.ics/.exec(feed.text)![1];
  const { text: calendar } = await ask('GET /feeds/{token}.ics', {
    path: `/feeds/${token}.ics`,
    header: mockCredentials.none.header(),
  });
  expect(calendar).toContain('BEGIN:VEVENT');
  await ask('GET /feeds');
  await ask('POST /feeds', {
    body: { name: 'All', filter: { colour: 'red' } },
  });

  const acted: unknown[] = [];
  const { actions } = await replica.actions.list();
  expect(actions.length).toBeGreaterThanOrEqual(4);
  const inputs: Record<string, object> = {
    'get-credential': { credentialId: id },
    'acknowledge-credential': { ...input, credentialId: id },
  };
  for (const action of actions) {
    acted.push(
      await replica.actions.invoke({
        id: action.id,
        input: inputs[action.name] ?? ({} as any),
        credentials: mockCredentials.user(),
      }),
    );
  }

  // Rotations, and a scan by hand.
  const now = Math.floor(Date.now() / 1_000);
  const { secrets } = estate.vault;
  const renewed = secrets.find(({ name }) => name === 'renewed')!;
  const { created, exp } = renewed;
  renewed.versions = [{ created, exp }];
  Object.assign(renewed, { created: now - 60, exp: now + 365 * DAY });
  await ask('POST /sources/{id}/scan', {
    path: '/sources/key-vault/scan',
    body: {},
  });
  await scan();
  await ask('GET /credentials', {
    path: '/credentials?limit=200&text=renewed',
  });
  const { body: feeds } = await ask('GET /feeds');
  await ask('DELETE /feeds/{id}', { path: `/feeds/${feeds.items[0].id}` });

  const { body: document } = await replica.ask('get', '/openapi.json');
  const routes = Object.entries<object>(document.paths).flatMap(
    ([path, methods]) =>
      Object.keys(methods).map(
        method =>
          `${method.toUpperCase()} ${path.replace('/api/secret-expiry', '')}`,
      ),
  );
  const bodies = served.mock.calls.map(([sent]) => String(sent)).join('\n');
  jest.restoreAllMocks();
  return {
    page,
    sources: sources.items,
    token,
    served: bodies,
    acted,
    routes: routes.sort(),
    asked: Object.keys(answers).concat('POST /feeds').sort(),
    said: {
      answers: Object.values(answers).join('\n'),
      csv: answers['GET /credentials/csv'],
      calendar,
      actions: JSON.stringify(acted),
      database: await everything(knex),
      logs: JSON.stringify(replica.logged) + printed.join('\n'),
      audits: JSON.stringify(replica.audited, withoutRequests),
      events: JSON.stringify(replica.published),
      notifications: JSON.stringify(replica.notified),
      webhooks: estate.posted.join('\n'),
    },
  };
}

describe('a whole back end', () => {
  let estate: PlantedEstate;
  afterEach(() => estate.stop());

  it('lets no value through, wherever one stands', async () => {
    estate = await PlantedEstate.start('api-password');
    const { page, sources, said, token, routes, asked, served } = await runAll(
      estate,
    );
    expect(
      leaks(said, { ...estate.planted, 'the token of a feed': token }),
    ).toEqual([]);

    // The servers did give all of them but those that they were sent.
    const given = leaks({ served }, estate.planted).join('\n');
    for (const what of Object.keys(estate.planted)) {
      const isSent = /^a token|in an inventory$/.test(what);
      expect([what, isSent || given.includes(what)]).toEqual([what, true]);
    }
    // And all was asked.
    expect(asked).toEqual(expect.arrayContaining(routes));
    const names = page.items.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['soon-api-password', 'later', 'signing', 'fine']),
    );
    for (const { sourceId, credentials } of sources) {
      expect([sourceId, credentials > 0]).toEqual([sourceId, true]);
    }
    expect(sources).toHaveLength(SCANS.length);
    expect(JSON.parse(said.notifications).length).toBeGreaterThan(0);
    expect(estate.posted.length).toBeGreaterThan(1);
  });

  it('would let a value through where it is kept, and that would be found', async () => {
    const kept = 'A-Value-in-a-Name-4f1c';
    estate = await PlantedEstate.start(kept);
    const { said } = await runAll(estate);
    const found = leaks(said, { 'the name': kept });
    for (const where of Object.keys(said)) {
      // What changed is told of workloads, by names of workloads.
      const isThere = !['audits', 'events'].includes(where);
      expect([where, found.includes(`${where}: the name as it is`)]).toEqual([
        where,
        isThere,
      ]);
    }
  });
});
