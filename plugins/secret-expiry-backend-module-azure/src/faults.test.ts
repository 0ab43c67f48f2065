import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import {
  AzureServer,
  Call,
  Reply,
  StoredObject,
} from './__testUtils__/AzureServer';
import { Replica } from './__testUtils__/Replica';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const SQLITE: TestDatabaseId = 'SQLITE_3';
const DAY = 86_400;
const VAULTS = ['kv-a', 'kv-b', 'kv-c', 'kv-d', 'kv-e'];
/** Of each kind and vault: more than two pages. */
const OBJECTS = 60;
/** A place for what has a date that was not seen. */
const NOW = Math.floor(Date.now() / 1_000);

const NOT_THE_DATE = [
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const as any;

/** Objects of which some need people at every stage. */
function vaultOf(nth: number) {
  const object = (index: number): StoredObject => ({
    name: `n${String(index).padStart(3, '0')}`,
    created: NOW - (200 + index) * DAY,
    exp: NOW + (2 + 7 * index + nth) * DAY + 3_600,
    versions:
      index % 5 === 0
        ? [{ created: NOW - 600 * DAY, exp: NOW - (190 + index) * DAY }]
        : [],
  });
  const objects = () => Array.from({ length: OBJECTS }, (_, n) => object(n));
  return {
    secrets: objects(),
    keys: objects(),
    certificates: objects().map((each, index) => ({
      ...each,
      x5t: Buffer.alloc(20, `${nth}-${index}-`).toString('base64url'),
    })),
  };
}

function refOf(vault: string): string {
  return `resource:default/${vault}`;
}

const ENTITIES: Entity[] = VAULTS.flatMap(vault => {
  const workload = `w-${vault}`;
  const owner = `group:default/team-${vault}`;
  const ownedBy = { type: 'ownedBy', targetRef: owner };
  return [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: workload },
      spec: { type: 'workload', owner },
      relations: [ownedBy],
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: vault,
        annotations: {
          'plumbline.io/key-vault-name': vault,
          'plumbline.io/scope': 'global',
        },
      },
      spec: { type: 'key-vault', owner, system: workload },
      relations: [
        { type: 'partOf', targetRef: `system:default/${workload}` },
        ownedBy,
      ],
    },
  ];
});

type Row = Record<string, unknown>;

const TIMES_OF_LOOKS = [
  'changed_at',
  'first_seen',
  'last_looked',
  'last_seen',
  'last_success',
  'since',
  'written_at',
];

function without(row: Row, columns: string[]): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => !columns.includes(column)),
  );
}

/** What lasts of the rows, by what they are about: all but when something was looked at. */
async function rowsOf(knex: Knex) {
  const credentials: Row[] = await knex('credentials');
  const places: Row[] = await knex('places');
  const transitions: Row[] = await knex('transitions').orderBy('id');
  const told: Row[] = await knex('told').orderBy('id');
  const count: Record<string, number> = {};
  const nth = (key: string) => {
    count[key] = (count[key] ?? 0) + 1;
    return `${key} ${count[key]}`;
  };
  const nameOf = new Map(
    credentials.map(row => [row.id, `${row.credential_key} (${row.place})`]),
  );
  return {
    credentials: new Map(
      credentials.map(row => [
        nameOf.get(row.id)!,
        without(row, TIMES_OF_LOOKS),
      ]),
    ),
    places: new Map(
      places.map(row => [
        String(row.place),
        without(row, [...TIMES_OF_LOOKS, 'memory', 'fingerprint']),
      ]),
    ),
    transitions: new Map(
      transitions.map(row => [
        nth(`${nameOf.get(row.credential_id)}`),
        without(row, ['id', 'at', 'credential_id']),
      ]),
    ),
    // Who was told of which stage of what; certificates are one wherever they are.
    told: new Map(
      told.map(row => [
        nth(
          `${row.audience} of ${nameOf.get(row.identity) ?? row.identity} ${
            row.version
          } ${row.warning} ${row.step}`,
        ),
        {},
      ]),
    ),
  };
}

type Rows = Awaited<ReturnType<typeof rowsOf>>;

const TABLES = ['credentials', 'places', 'transitions', 'told'] as const;

/** What of some tables is not as expected, a line each. */
function differences(
  is: Rows,
  expected: Rows,
  of: readonly (keyof Rows)[] = TABLES,
): string[] {
  return of.flatMap(table => {
    const a: Map<string, Row> = is[table];
    const b: Map<string, Row> = expected[table];
    return [...new Set([...a.keys(), ...b.keys()])].flatMap(key => {
      const [own, other] = [a.get(key), b.get(key)];
      if (!own || !other)
        return [`${table} ${key}: ${own ? 'too many' : 'lost'}`];
      return Object.keys(other)
        .filter(column => own[column] !== other[column])
        .map(
          column =>
            `${table} ${key}: ${column} is ${own[column]}, not ${other[column]}`,
        );
    });
  });
}

/** Without since when what was not seen was not, and when that is looked at again. */
function seenOrNot(lines: string[]): string[] {
  return lines.filter(
    line => !/: (unlisted_since|next_change_at) is /.test(line),
  );
}

function lookedAt({ places }: Rows, vault: string): boolean {
  return places.get(refOf(vault))?.outcome === 'looked';
}

/** To whom and what a back end sent since this was last asked, without when. */
function toldBy({ notified }: Replica) {
  return notified
    .splice(0)
    .map(({ recipients, payload }: NotificationSendOptions) => ({
      to: String((recipients as { entityRef: string | string[] }).entityRef),
      title: payload.title,
      description: payload.description ?? '',
    }))
    .sort((a, b) => (a.to + a.title < b.to + b.title ? -1 : 1));
}

/** Which people were told, how often. */
function warnedOf(told: ReturnType<typeof toldBy>) {
  return told.map(({ to, title }) => `${to}: ${title}`).sort();
}

/** Waits until something is so; the test's own time limit ends it. */
async function eventually(isSo: () => Promise<boolean>) {
  while (!(await isSo())) {
    await new Promise(done => {
      setTimeout(done, 50);
    });
  }
}

/**
 * From the vaults through whole back ends, which share a database, to rows and
 * notifications: what faults leave is what a calm scan would have left.
 */
describe('faults between a vault and people', () => {
  let azure: AzureServer;

  beforeEach(async () => {
    azure = await AzureServer.start();
    azure.now = new Date();
    VAULTS.forEach((name, nth) => azure.vaults.set(name, vaultOf(nth)));
  });
  afterEach(async () => {
    jest.useRealTimers();
    await azure.stop();
  });

  /** Another back end on a database; its sources remember nothing. */
  const replica = (knex: Knex) =>
    Replica.start({
      knex,
      entities: ENTITIES,
      sources: azure.sources(
        { keyVault: { vaults: VAULTS, timeout: { seconds: 10 } } },
        ENTITIES,
      ),
    });

  /** What one scan without a fault leaves, on a database of its own. */
  async function calm() {
    const knex = await databases.init(SQLITE);
    const one = await replica(knex);
    await one.run('scan-key-vault');
    await one.tell();
    return { rows: await rowsOf(knex), told: toldBy(one) };
  }

  /** Twice, so that whatever would come twice does. */
  async function goOn(...replicas: Replica[]) {
    for (const each of [...replicas, ...replicas]) {
      await each.run('scan-key-vault');
      await each.tell();
    }
  }

  const ON_BOTH = databases.eachSupportedId();

  it.each(ON_BOTH)(
    'throttling on every third call loses, doubles and repeats nothing, %p',
    async database => {
      const expected = await calm();
      expect(expected.rows.credentials.size).toBe(VAULTS.length * OBJECTS * 3);
      let count = 0;
      azure.intercept = () =>
        ++count % 3 === 0
          ? { status: 429, headers: { 'retry-after-ms': '1' } }
          : undefined;
      const knex = await databases.init(database);
      const one = await replica(knex);
      await one.run('scan-key-vault');
      await one.tell();
      expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
      expect(toldBy(one)).toEqual(expected.told);
      await goOn(one);
      expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
      expect(toldBy(one)).toEqual([]);
    },
  );

  it.each(ON_BOTH)(
    'a scan that is killed half-way is gone on with by another replica, %p',
    async database => {
      // One that is stored in several steps.
      const { secrets } = azure.vaults.get('kv-e')!;
      for (let i = 0; i < 540; i++) {
        const name = `more${i}`;
        secrets.push({ name, created: NOW - DAY, exp: NOW + 300 * DAY });
      }
      const expected = await calm();
      const knex = await databases.init(database);
      const first = await replica(knex);
      const second = await replica(knex);

      // It comes to a stop when others are done, and there the scan is killed.
      let asked = 0;
      azure.intercept = ({ host, path }) =>
        host.startsWith('kv-e') && path.endsWith('/versions') && ++asked > 540
          ? 'silence'
          : undefined;
      const killed = new AbortController();
      const scan = first.run('scan-key-vault', killed.signal);
      const end = scan.then(
        () => 'ended',
        () => 'was stopped',
      );
      await eventually(async () => {
        const [{ of }] = await knex('credentials')
          .where({ place: refOf('kv-e') })
          .count({ of: '*' });
        const done = await knex('places').whereNotNull('last_success');
        return Number(of) > 0 && done.length === VAULTS.length - 1;
      });
      killed.abort();
      expect(await end).toBe('was stopped');
      await first.tell();
      const left = await rowsOf(knex);
      expect(left.credentials.size).toBeLessThan(
        expected.rows.credentials.size,
      );
      azure.intercept = () => undefined;

      azure.calls.length = 0;
      await second.run('scan-key-vault');
      const hosts = azure.calls.map(({ host }) => host.split('.')[0]);
      expect([...new Set(hosts)]).toEqual(['kv-e']);
      await second.tell();
      expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);

      // Whoever told what: together as often as in a calm scan.
      const told = [...toldBy(first), ...toldBy(second)];
      expect(warnedOf(told)).toEqual(warnedOf(expected.told));
      await goOn(first, second);
      expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
      expect([...toldBy(first), ...toldBy(second)]).toEqual([]);
    },
  );

  it('two replicas that scan and tell at the same time say everything once', async () => {
    const expected = await calm();
    const knex = await databases.init(SQLITE);
    const both = [await replica(knex), await replica(knex)];
    await Promise.all(both.map(each => each.run('scan-key-vault')));
    await Promise.all(both.map(each => each.tell()));
    expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
    expect(warnedOf(both.flatMap(toldBy))).toEqual(warnedOf(expected.told));
    await goOn(...both);
    expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
    expect(both.flatMap(toldBy)).toEqual([]);
  });

  const FAULTS: [string, (call: Call) => Reply | 'silence' | undefined][] = [
    ['a vault that never answers', () => 'silence'],
    [
      'a page that repeats',
      ({ host, path, params }) =>
        path === '/secrets' && params.has('$skiptoken')
          ? {
              body: {
                value: [],
                nextLink: `https://${host}:443${path}?api-version=7.6&$skiptoken=25`,
              },
            }
          : undefined,
    ],
    ['a vault that breaks', () => ({ status: 500, body: {} })],
  ];

  it.each(FAULTS)(
    '%s keeps what was known, stops no other and warns nobody of it twice',
    async (_, fault) => {
      const expected = await calm();
      const knex = await databases.init(SQLITE);
      const start = async () =>
        Replica.start({
          knex,
          entities: ENTITIES,
          sources: azure.sources(
            // Long enough for the others on a busy machine.
            { keyVault: { vaults: VAULTS, timeout: { seconds: 8 } } },
            ENTITIES,
          ),
        });
      const faulty = (name: string) => {
        azure.intercept = call =>
          call.host.startsWith(name) ? fault(call) : undefined;
      };
      const one = await start();
      // At the first look nothing is known of it, and nothing is made up.
      faulty('kv-c');
      await one.run('scan-key-vault');
      await one.tell();
      const first = await rowsOf(knex);
      expect(VAULTS.filter(vault => !lookedAt(first, vault))).toEqual(['kv-c']);
      const wrong = seenOrNot(differences(first, expected.rows));
      expect(
        wrong.filter(line => !line.includes('kv-c') || !line.endsWith('lost')),
      ).toEqual(wrong.filter(line => line.startsWith('places ')));
      // Of it, what could be seen was told.
      const others = ({ to }: { to: string }) => !to.endsWith('kv-c');
      const atFirst = toldBy(one);
      expect(atFirst.filter(others)).toEqual(expected.told.filter(others));

      // Then it is.
      azure.intercept = () => undefined;
      await one.run('scan-key-vault');
      await one.tell();
      expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
      expect(toldBy(one).filter(others)).toEqual([]);

      // And later another one has it, seen by another replica.
      const other = await start();
      faulty('kv-d');
      await goOn(one, other);
      const later = await rowsOf(knex);
      expect(
        seenOrNot(differences(later, expected.rows)).filter(
          line => !line.startsWith('places '),
        ),
      ).toEqual([]);
      azure.intercept = () => undefined;
      await goOn(one, other);
      expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
      expect([...toldBy(one), ...toldBy(other)]).toEqual([]);
    },
  );

  it.each([
    ['behind', -600],
    ['ahead', 600],
  ])(
    'a replica whose clock is ten minutes %s, and a vault whose clock is fast, repeat nothing',
    async (_, skew) => {
      // Made just now, by a clock that is five minutes fast.
      for (const { secrets } of azure.vaults.values()) {
        secrets.push({ name: 'new', created: NOW + 300, exp: NOW + 20 * DAY });
      }
      const expected = await calm();
      const knex = await databases.init(SQLITE);
      const right = await replica(knex);
      const wrong = await replica(knex);
      const asWrong = async (work: () => Promise<void>) => {
        jest.useFakeTimers({
          now: Date.now() + skew * 1_000,
          doNotFake: NOT_THE_DATE,
          advanceTimers: true,
        });
        await work();
        jest.useRealTimers();
      };
      await asWrong(() => wrong.run('scan-key-vault'));
      await asWrong(() => wrong.tell());
      await right.run('scan-key-vault');
      await right.tell();
      await asWrong(() => goOn(wrong));
      await goOn(right);
      expect(differences(await rowsOf(knex), expected.rows)).toEqual([]);
      const told = [...toldBy(wrong), ...toldBy(right)];
      expect(warnedOf(told)).toEqual(warnedOf(expected.told));

      // A rotation that the wrong clock sees is one rotation.
      const { secrets } = azure.vaults.get('kv-a')!;
      const { created, exp } = secrets[0];
      secrets[0].versions = [{ created, exp }, ...(secrets[0].versions ?? [])];
      secrets[0].created = NOW - 30;
      secrets[0].exp = NOW + 365 * DAY;
      await asWrong(() => goOn(wrong));
      await goOn(right);
      const rotations = await knex('transitions').where({ change: 'rotated' });
      expect(rotations).toHaveLength(1);
    },
  );
});
