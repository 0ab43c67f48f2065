import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import {
  CredentialSource,
  ListedCredential,
  SourceItem,
} from '@plumbline/plugin-secret-expiry-node';
import { readAll } from '../__testUtils__/readAll';
import { ListingStore } from '../store/ListingStore';
import { ScanStore } from '../store/ScanStore';
import { migrate } from '../store/migrate';
import { Scan } from './Scan';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const BANK = 'system:default/ie-bank';

function credential(name: string): ListedCredential {
  return {
    key: name,
    name,
    kind: 'key',
    workloadRef: BANK,
    created: '2026-01-01T00:00:00.000Z',
    expires: '2028-01-01T00:00:00.000Z',
    rotation: 'manual',
    previous: [],
  };
}

function batch(place: string, ...names: string[]): SourceItem {
  return { type: 'credentials', place, credentials: names.map(credential) };
}

function looked(place: string): SourceItem {
  return { type: 'outcome', place, title: `Vault ${place}`, outcome: 'looked' };
}

/** A source that lists what the test puts into `items`; an error is thrown. */
function fakeSource(id: string) {
  const state = { items: [] as (SourceItem | Error)[] };
  const source: CredentialSource = {
    id,
    async *list() {
      for (const item of state.items) {
        if (item instanceof Error) throw item;
        yield item;
      }
    },
  };
  return { state, source };
}

async function open(...sources: CredentialSource[]) {
  const database = await databases.init('SQLITE_3');
  await migrate(database);
  const logger = mockServices.logger.mock();
  const listings = new ListingStore(database, DEFAULT_EXPIRY_POLICY);
  const scans = new ScanStore(database);
  const now = () => new Date('2026-11-21T12:00:00.000Z');
  return {
    database,
    logger,
    /** One scan of each source; the workloads of which something changed. */
    async scan(signal = new AbortController().signal) {
      const concerned = new Set<string>();
      for (const source of sources) {
        await new Scan({ source, listings, scans, logger, now }).run(
          signal,
          refs => refs.forEach(ref => concerned.add(ref)),
        );
      }
      return [...concerned];
    },
  };
}

describe('Scan', () => {
  it('keeps what a failing source had listed, and goes on with the others', async () => {
    const vaults = fakeSource('vaults');
    const files = fakeSource('files');
    vaults.state.items = [
      batch('a', 'k1'),
      looked('a'),
      batch('b', 'k2'),
      looked('b'),
    ];
    files.state.items = [batch('f', 'k3'), looked('f')];
    const { scan, database, logger } = await open(vaults.source, files.source);
    expect(await scan()).toEqual([BANK]);
    expect(await scan()).toEqual([]);

    vaults.state.items = [
      batch('a', 'k1'),
      looked('a'),
      new Error('No route to host'),
    ];
    files.state.items = [batch('f', 'k3', 'k4'), looked('f')];
    expect(await scan()).toEqual([BANK]);
    expect(await scan()).toEqual([]);
    const page = await readAll(database, BANK);
    expect(page.items.map(({ name }) => name).sort()).toEqual([
      'k1',
      'k2',
      'k3',
      'k4',
    ]);
    expect(page.failingSources).toMatchObject([
      { sourceId: 'vaults', reason: 'No route to host' },
    ]);
    expect(
      page.places.map(({ title, outcome, reason }) => [title, outcome, reason]),
    ).toEqual([
      ['Vault a', 'looked', undefined],
      ['Vault b', 'could-not-look', 'No route to host'],
      ['Vault f', 'looked', undefined],
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    vaults.state.items = [
      batch('a', 'k1'),
      looked('a'),
      batch('b', 'k2'),
      looked('b'),
    ];
    expect(await scan()).toEqual([BANK]);
    expect((await readAll(database)).failingSources).toEqual([]);
  });

  it('concludes nothing from a place whose listing broke off', async () => {
    const vaults = fakeSource('vaults');
    vaults.state.items = [batch('a', 'k1', 'k2'), looked('a')];
    const { scan, database } = await open(vaults.source);
    await scan();
    vaults.state.items = [batch('a', 'k1')];
    await scan();
    expect(await readAll(database)).toMatchObject({
      total: 2,
      places: [{ outcome: 'could-not-look', reason: 'The listing broke off' }],
    });
  });

  it('removes places that a source no longer has', async () => {
    const vaults = fakeSource('vaults');
    vaults.state.items = [
      batch('a', 'k1'),
      looked('a'),
      batch('b', 'k2'),
      looked('b'),
    ];
    const { scan, database } = await open(vaults.source);
    await scan();
    vaults.state.items = [batch('a', 'k1'), looked('a')];
    expect(await scan()).toEqual([BANK]);
    expect(await readAll(database)).toMatchObject({
      items: [{ name: 'k1' }],
      places: [{ title: 'Vault a' }],
    });
  });

  it('says nothing of its source when it is stopped', async () => {
    const vaults = fakeSource('vaults');
    vaults.state.items = [batch('a', 'k1'), looked('a')];
    const { database, scan } = await open(vaults.source);
    await scan();
    const stopped = new AbortController();
    stopped.abort();
    vaults.state.items = [new Error('aborted')];
    await expect(scan(stopped.signal)).rejects.toThrow('aborted');
    expect(await readAll(database)).toMatchObject({
      places: [{ outcome: 'looked' }],
      failingSources: [],
    });
  });

  it('leaves a source that never answers when it is stopped, with what it had listed', async () => {
    const process = new AbortController();
    const { scan, database } = await open({
      id: 'vaults',
      async *list() {
        yield batch('a', 'k1');
        yield looked('a');
        queueMicrotask(() => process.abort());
        await new Promise(() => {});
      },
    });
    await expect(scan(process.signal)).rejects.toThrow('aborted');
    expect(await readAll(database)).toMatchObject({
      items: [{ name: 'k1' }],
      places: [{ outcome: 'looked' }],
      failingSources: [],
    });
  });

  it('stores small places together, of which all may have one certificate', async () => {
    const endpoints = fakeSource('endpoints');
    endpoints.state.items = Array.from({ length: 250 }, (_, i) => [
      {
        ...batch(`shop-${i}:443`),
        credentials: [{ ...credential('leaf'), thumbprint: 'a'.repeat(40) }],
      } as SourceItem,
      looked(`shop-${i}:443`),
    ]).flat();
    const { scan, database } = await open(endpoints.source);
    const stored = jest.spyOn(ListingStore.prototype, 'putPlaces');
    await scan();
    const sizes = stored.mock.calls.map(([places]) => places.length);
    stored.mockRestore();
    expect(sizes).toEqual([100, 100, 50]);
    expect(
      await database('credentials').where('leads', 1).pluck('place_count'),
    ).toEqual([250]);
    const [{ count }] = await database('places').count({ count: '*' });
    expect(count).toBe(250);
  });

  it('goes on where a scan was stopped, in another replica', async () => {
    const { source, asked, killAt } = interruptible();
    const { scan, database } = await open(source);
    const process = new AbortController();
    killAt('b', process);
    await expect(scan(process.signal)).rejects.toThrow();
    expect(asked.splice(0)).toEqual(['a', 'b']);
    const [running] = await database('sources');
    expect(running).toMatchObject({
      started_at: '2026-11-21T12:00:00.000Z',
      last_looked: null,
    });

    expect(await scan()).toEqual([BANK]);
    expect(asked.splice(0)).toEqual(['b', 'c']);
    expect((await readAll(database)).total).toBe(3);
    const [ended] = await database('sources');
    expect(ended).toMatchObject({
      started_at: null,
      last_success: '2026-11-21T12:00:00.000Z',
    });
    const changes = await database('transitions').pluck('change');
    expect(changes).toEqual(['found', 'found', 'found']);

    await scan();
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('begins anew when a scan was stopped too long ago', async () => {
    const { source, asked, killAt } = interruptible();
    const { scan, database } = await open(source);
    const process = new AbortController();
    killAt('b', process);
    await expect(scan(process.signal)).rejects.toThrow();
    asked.splice(0);
    await database('sources').update({
      started_at: '2026-11-21T05:00:00.000Z',
    });
    await scan();
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('leaves a place that is not due as it is, with its memory', async () => {
    const told: (string | undefined)[] = [];
    let isDue = true;
    const { scan, database } = await open({
      id: 'vaults',
      async *list({ memoryOf }) {
        told.push(await memoryOf('a'));
        if (!isDue) {
          yield { type: 'outcome', place: 'a', title: 'A', outcome: 'not-due' };
          return;
        }
        yield batch('a', 'k1');
        yield { ...looked('a'), memory: '{"policies":1}' } as SourceItem;
      },
    });
    await scan();
    const before = await database('places').first();
    isDue = false;
    expect(await scan()).toEqual([]);
    expect(await database('places').first()).toEqual(before);
    expect((await readAll(database)).total).toBe(1);
    expect(told).toEqual([undefined, '{"policies":1}']);
  });

  it('denies nothing that another scan has found since it began', async () => {
    let time = Date.parse('2026-11-21T12:00:00.000Z');
    const now = () => new Date((time += 1_000));
    const vaults = fakeSource('vaults');
    const { scan, database } = await open(vaults.source);
    vaults.state.items = [batch('a', 'k1'), looked('a')];
    await scan();
    const listings = new ListingStore(database, DEFAULT_EXPIRY_POLICY);
    const replica = (source: CredentialSource) =>
      new Scan({
        source,
        listings,
        scans: new ScanStore(database),
        logger: mockServices.logger.mock(),
        now,
      }).run(new AbortController().signal, () => {});
    await replica({
      id: 'vaults',
      async *list() {
        yield batch('a', 'k1');
        vaults.state.items = [batch('a', 'k1', 'k2'), looked('a')];
        await replica(vaults.source);
        yield looked('a');
      },
    });
    expect((await readAll(database)).total).toBe(2);
    expect(await database('transitions').pluck('change')).toEqual([
      'found',
      'found',
    ]);
  });
});

/** A source of three places that notes which it really asks. */
function interruptible() {
  const asked: string[] = [];
  let stop: { place: string; process: AbortController } | undefined;
  const source: CredentialSource = {
    id: 'vaults',
    async *list({ done, signal }) {
      for (const place of ['a', 'b', 'c']) {
        if (done.has(place)) {
          yield {
            type: 'outcome',
            place,
            title: `Vault ${place}`,
            outcome: 'not-due',
          };
          continue;
        }
        asked.push(place);
        yield batch(place, `key-${place}`);
        if (stop?.place === place) stop.process.abort();
        stop = stop?.place === place ? undefined : stop;
        signal.throwIfAborted();
        yield looked(place);
      }
    },
  };
  return {
    source,
    asked,
    killAt(place: string, process: AbortController) {
      stop = { place, process };
    },
  };
}
