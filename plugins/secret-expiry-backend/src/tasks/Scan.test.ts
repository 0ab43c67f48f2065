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
});
