import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  DAY_MS,
  DEFAULT_EXPIRY_POLICY,
  PreviousVersion,
} from '@plumbline/plugin-secret-expiry-common';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { readAll } from '../__testUtils__/readAll';
import { CredentialReader } from './CredentialReader';
import { ListingStore, NewOutcome } from './ListingStore';
import { migrate } from './migrate';
import { TransitionRow } from './rows';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const START = Date.parse('2026-11-21T12:00:00.000Z');
const PLACE = { sourceId: 'inventory', place: 'ie-bank.yaml' };
const BANK = 'system:default/ie-bank';

function day(days: number): Date {
  return new Date(START + days * DAY_MS);
}

function listed(
  name: string,
  created: number,
  expires: number | undefined,
  more: Partial<ListedCredential> = {},
): ListedCredential {
  return {
    key: name,
    name,
    kind: 'secret',
    workloadRef: BANK,
    created: day(created).toISOString(),
    expires: expires === undefined ? undefined : day(expires).toISOString(),
    rotation: 'manual',
    previous: [],
    ...more,
  };
}

function outcome(
  more: { outcome: 'looked' | 'partly' } & Partial<NewOutcome>,
): NewOutcome {
  return {
    type: 'outcome',
    place: PLACE.place,
    title: 'Inventory ie-bank',
    ...more,
  } as NewOutcome;
}

const COULD_NOT_LOOK: NewOutcome = {
  type: 'outcome',
  place: PLACE.place,
  title: 'Inventory ie-bank',
  outcome: 'could-not-look',
  reason: 'credentials/ie-bank.yaml could not be read (EACCES)',
};

async function open(databaseId: TestDatabaseId) {
  const database = await databases.init(databaseId);
  await migrate(database);
  const store = new ListingStore(database, DEFAULT_EXPIRY_POLICY);
  return {
    store,
    database,
    reader: new CredentialReader(database),
    /** One look at the place, as a scan does it. */
    async look(now: Date, credentials: ListedCredential[], end?: NewOutcome) {
      const concerned = await store.putBatch(PLACE, credentials, now);
      const keys = new Set(credentials.map(({ key }) => key));
      concerned.push(
        ...(await store.closePlace(
          PLACE,
          end ?? outcome({ outcome: 'looked' }),
          keys,
          now,
        )),
      );
      return [...new Set(concerned)];
    },
    async changes() {
      const rows = await database<TransitionRow>('transitions').orderBy('id');
      return rows.map(
        ({ change, state, stage }) => `${change} ${state} ${stage}`,
      );
    },
  };
}

describe.each(databases.eachSupportedId())('ListingStore on %s', databaseId => {
  it('confirms what was seen before a look failed, and nothing else', async () => {
    const { look, store, database, changes } = await open(databaseId);
    const [db, logs] = [listed('db', -10, 300), listed('logs', -10, 300)];
    await look(day(0), [db, logs]);
    for (const days of [2, 3, 4]) await look(day(days), [db], COULD_NOT_LOOK);
    const { items } = await readAll(database, BANK);
    expect(
      items.map(({ name, state, lastSeen }) => ({ name, state, lastSeen })),
    ).toEqual([
      { name: 'db', state: 'ok', lastSeen: day(4).toISOString() },
      { name: 'logs', state: 'unknown', lastSeen: day(0).toISOString() },
    ]);
    expect(await changes()).toEqual([
      'found ok 0',
      'found ok 0',
      'judged unknown 0',
    ]);
    await look(day(4.5), [], COULD_NOT_LOOK);
    await store.judgeDue(day(5.5));
    expect((await readAll(database, BANK)).items[0]).toMatchObject({
      state: 'unknown',
      lastSeen: day(4).toISOString(),
    });
  });

  it('stores a look once, however often it is repeated', async () => {
    const { look, database, changes } = await open(databaseId);
    const credentials = [listed('db', -359, 6), listed('logs', -10, undefined)];
    expect(await look(day(0), credentials)).toEqual([BANK]);
    expect(await look(day(0.1), credentials)).toEqual([]);

    const page = await readAll(database, BANK);
    expect(page).toMatchObject({
      total: 2,
      coverage: 'looked',
      places: [{ title: 'Inventory ie-bank', outcome: 'looked' }],
      items: [
        {
          name: 'db',
          state: 'expiring',
          stage: 5,
          since: day(0).toISOString(),
        },
        { name: 'logs', state: 'no-expiry', stage: 0 },
      ],
    });
    expect(page.items[0]).toMatchObject({
      firstSeen: day(0).toISOString(),
      lastSeen: day(0.1).toISOString(),
    });
    expect(await changes()).toEqual(['found expiring 5', 'found no-expiry 0']);
  });

  it('recognises a rotation, keeps the old version, and prefers what the source says of it', async () => {
    const { look, database, changes } = await open(databaseId);
    await look(day(0), [listed('db', -359, 6)]);
    await look(day(15), [listed('db', 15, 380)]);
    let [item] = (await readAll(database)).items;
    expect(item).toMatchObject({ state: 'ok', stage: 0 });
    expect(item.previous).toEqual([version(-359, 6, 15)]);

    await look(day(16), [
      listed('db', 15, 380, {
        previous: [version(-359, 6, 14), version(-700, -350, -359)],
      }),
    ]);
    [item] = (await readAll(database)).items;
    expect(item.previous).toEqual([
      version(-359, 6, 14),
      version(-700, -350, -359),
    ]);
    expect(await changes()).toEqual(['found expiring 5', 'rotated ok 0']);
  });

  it('takes other dates of the same version for a correction', async () => {
    const { look, database, changes } = await open(databaseId);
    await look(day(0), [listed('db', -359, 6)]);
    await look(day(1), [listed('db', -359, 200)]);
    expect((await readAll(database)).items[0]).toMatchObject({
      state: 'ok',
      previous: [],
    });
    expect(await changes()).toEqual(['found expiring 5', 'redated ok 0']);
  });

  it('advances through the stages as time passes, and only when due', async () => {
    const { look, store, changes } = await open(databaseId);
    await look(day(0), [listed('db', -274, 91), listed('far', -1, 900)]);
    expect(await store.judgeDue(day(0.5))).toEqual([]);
    for (let at = 1; at <= 92; at += 0.5) {
      await store.judgeDue(day(at));
    }
    expect(await changes()).toEqual([
      'found ok 0',
      'found ok 0',
      'judged expiring 1',
      'judged expiring 2',
      'judged expiring 3',
      'judged expiring 4',
      'judged expiring 5',
      'judged expiring 6',
      'judged expired 6',
    ]);
  });

  it('marks as removed what a full look no longer lists, and brings it back', async () => {
    const { look, database, changes } = await open(databaseId);
    const credentials = [listed('db', -10, 300), listed('logs', -10, 300)];
    await look(day(0), credentials);
    expect(await look(day(1), credentials.slice(0, 1))).toEqual([BANK]);
    expect((await readAll(database)).items.map(({ name }) => name)).toEqual([
      'db',
    ]);
    await look(day(2), credentials);
    expect((await readAll(database)).total).toBe(2);
    expect(await changes()).toEqual([
      'found ok 0',
      'found ok 0',
      'removed ok 0',
      'returned ok 0',
    ]);
  });

  it('tells none found from not looked', async () => {
    const { look, database } = await open(databaseId);
    const quiet = 'system:default/quiet';
    expect((await readAll(database, quiet)).coverage).toBe('not-looked');
    await look(
      day(0),
      [],
      outcome({ outcome: 'looked', workloadRefs: [quiet] }),
    );
    expect(await readAll(database, quiet)).toMatchObject({
      coverage: 'looked',
      total: 0,
    });
    expect(await readAll(database, BANK)).toMatchObject({
      coverage: 'not-looked',
      places: [],
    });
    // Next time the file names another workload only.
    expect(
      (
        await look(
          day(1),
          [],
          outcome({ outcome: 'looked', workloadRefs: [BANK] }),
        )
      ).sort(),
    ).toEqual([BANK, quiet]);
    expect((await readAll(database, quiet)).coverage).toBe('not-looked');
  });

  it('keeps what it knows when a place cannot be looked at, and trusts it for a day', async () => {
    const { look, store, database } = await open(databaseId);
    await look(day(0), [listed('db', -10, 300)]);
    expect(await look(day(0.5), [], COULD_NOT_LOOK)).toEqual([BANK]);
    expect(await look(day(0.6), [], COULD_NOT_LOOK)).toEqual([]);
    expect(await readAll(database, BANK)).toMatchObject({
      coverage: 'partly',
      items: [{ state: 'ok', lastSeen: day(0).toISOString() }],
      places: [
        {
          outcome: 'could-not-look',
          reason:
            COULD_NOT_LOOK.outcome === 'could-not-look' &&
            COULD_NOT_LOOK.reason,
          lastLooked: day(0.6).toISOString(),
          lastSuccess: day(0).toISOString(),
        },
      ],
    });
    expect(await store.judgeDue(day(1))).toEqual([BANK]);
    expect((await readAll(database)).items[0].state).toBe('unknown');
    expect(await look(day(2), [listed('db', -10, 300)])).toEqual([BANK]);
    expect((await readAll(database)).items[0].state).toBe('ok');
  });

  it('concludes nothing from what a look in part did not list', async () => {
    const { look, store, database } = await open(databaseId);
    const problems = [
      {
        file: 'credentials/ie-bank.yaml',
        line: 14,
        column: 5,
        field: 'credentials[1].expires',
        expected: 'a date',
      },
    ];
    await look(day(0), [listed('db', -10, 300), listed('logs', -10, 300)]);
    const partly = outcome({ outcome: 'partly', problems } as any);
    await look(day(0.5), [listed('db', -10, 300)], partly);
    const page = await readAll(database, BANK);
    expect(page.coverage).toBe('partly');
    expect(page.places[0]).toMatchObject({ problems, problemCount: 1 });
    expect(
      page.items.map(({ name, state }) => `${name} ${state}`).sort(),
    ).toEqual(['db ok', 'logs ok']);
    await store.judgeDue(day(1));
    expect(
      (await readAll(database)).items
        .map(({ name, state }) => `${name} ${state}`)
        .sort(),
    ).toEqual(['db ok', 'logs unknown']);
  });

  it('removes what was in a place that its source no longer has', async () => {
    const { look, store, database } = await open(databaseId);
    await look(day(0), [listed('db', -10, 300)]);
    expect(new Set(await store.forgetPlace(PLACE, day(1)))).toEqual(
      new Set([BANK]),
    );
    expect(await readAll(database, BANK)).toMatchObject({
      total: 0,
      coverage: 'not-looked',
    });
  });

  it('reads many workloads at once', async () => {
    const { look, reader } = await open(databaseId);
    const credentials = Array.from({ length: 250 }, (_, index) =>
      listed(`c${String(index).padStart(3, '0')}`, -10, 10 + (index % 50), {
        workloadRef: index % 2 ? BANK : 'system:default/other',
      }),
    );
    credentials.push(listed('undated', -10, undefined));
    await look(day(0), credentials);

    const many = await reader.ofWorkloads([BANK, 'system:default/none']);
    const dates = many.get(BANK)!.credentials.map(({ expires }) => expires);
    expect(dates).toHaveLength(126);
    expect(dates.slice(0, -1)).toEqual(dates.slice(0, -1).sort());
    expect(dates.at(-1)).toBeUndefined();
    expect(many.get('system:default/none')).toEqual({
      credentials: [],
      places: [],
    });
  });
});

function version(
  created: number,
  expires: number,
  replaced: number,
): PreviousVersion {
  return {
    created: day(created).toISOString(),
    expires: day(expires).toISOString(),
    replaced: day(replaced).toISOString(),
  };
}
