import {
  TestDatabaseId,
  TestDatabases,
  mockServices,
} from '@backstage/backend-test-utils';
import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { Disturbance, World } from '../__testUtils__/World';
import { ListingStore } from '../store/ListingStore';
import { ScanStore } from '../store/ScanStore';
import { migrate } from '../store/migrate';
import { CredentialRow, PlaceRow, TransitionRow } from '../store/rows';
import { Scan } from './Scan';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const RUNS: Partial<Record<TestDatabaseId, number>> = {
  SQLITE_3: 40,
  POSTGRES_18: 8,
};
const TABLES = [
  'credentials',
  'former_thumbprints',
  'transitions',
  'sources',
  'places',
  'place_workloads',
  'list_rows',
];

/** What a row says that does not depend on when it was first or last seen. */
const LASTING: (keyof CredentialRow)[] = [
  'id',
  'workload_ref',
  'created',
  'expires',
  'rotation',
  'own_rotation',
  'state',
  'stage',
  'next_change_at',
  'unlisted_since',
  'identity',
  'version',
  'leads',
  'place_count',
  'findings',
  'needs_someone',
  'act_by',
  'urgency',
];

const place = fc.constantFrom('a', 'b', 'c');
const key = fc.constantFrom('secret', 'certificate-1', 'certificate-2');
const disturbance: fc.Arbitrary<Disturbance> = fc.record(
  {
    failsAt: fc.nat(8),
    killedAt: fc.nat(8),
    unreadable: place,
    waitsAt: fc.nat(4),
  },
  { requiredKeys: [] },
);

type Step = (house: House) => Promise<void> | void;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      place,
      key,
      days: fc.constantFrom(5, 47, 365),
      manual: fc.boolean(),
    })
    .map(
      ({ place: at, key: name, days, manual }): Step =>
        ({ world }) => {
          world.rotate(at, name, days, manual);
        },
    ),
  fc.record({ from: place, key, at: place }).map(
    (made): Step =>
      ({ world }) => {
        world.show(made.from, made.key, made.at);
      },
  ),
  fc.record({ place, key }).map(
    (gone): Step =>
      ({ world }) =>
        world.remove(gone.place, gone.key),
  ),
  place.map(
    (gone): Step =>
      ({ world }) =>
        world.close(gone),
  ),
  fc.constantFrom(0.4, 3, 30).map(
    (days): Step =>
      ({ world }) => {
        world.passDays(days);
      },
  ),
  fc.constant<Step>(house => house.judge()),
  disturbance.map(
    (disturb): Step =>
      house =>
        house.scan(disturb),
  ),
  // Two replicas, and the world changes while the first one looks.
  fc.record({ first: disturbance, second: disturbance, place, key }).map(
    ({ first, second, place: at, key: name }): Step =>
      async house => {
        let other: Promise<void> | undefined;
        const wait = async () => {
          house.world.rotate(at, name, 365, true);
          other = house.scan(second);
          await other;
        };
        await house.scan({ ...first, wait });
        await other;
      },
  ),
  fc.record({ first: disturbance, second: disturbance }).map(
    ({ first, second }): Step =>
      async house => {
        await Promise.all([house.scan(first), house.scan(second)]);
      },
  ),
);

class House {
  readonly #listings: ListingStore;
  readonly #scans: ScanStore;

  constructor(readonly database: Knex, readonly world: World) {
    this.#listings = new ListingStore(database, DEFAULT_EXPIRY_POLICY);
    this.#scans = new ScanStore(database);
  }

  async judge() {
    await this.#listings.judgeDue(this.world.now());
  }

  /** One scan by a replica of its own, which may be killed. */
  async scan(disturb: Disturbance = {}) {
    const process = new AbortController();
    const scan = new Scan({
      source: this.world.source({ ...disturb, kill: () => process.abort() }),
      listings: this.#listings,
      scans: this.#scans,
      logger: mockServices.logger.mock(),
      now: this.world.now,
    });
    try {
      await scan.run(process.signal, () => {});
    } catch (error) {
      if (!process.signal.aborted) throw error;
    }
  }

  /** Two looks at all there is: the first may only end what was begun. */
  async settle() {
    await this.scan();
    await this.scan();
    await this.judge();
  }

  async clear() {
    for (const table of TABLES) await this.database(table).delete();
  }

  async rows() {
    const rows = await this.database<CredentialRow>('credentials')
      .whereNull('removed_at')
      .orderBy('id');
    return rows.map(row =>
      Object.fromEntries(LASTING.map(column => [column, row[column]])),
    );
  }

  async places() {
    return this.database<PlaceRow>('places')
      .orderBy('place')
      .select('place', 'outcome', 'reason', 'credential_count');
  }

  /** What was told twice, or before it was so. */
  async nonsense() {
    const transitions: TransitionRow[] = await this.database('transitions')
      .select()
      .orderBy('id');
    const keys = new Map(
      (await this.database<CredentialRow>('credentials')).map(row => [
        row.id,
        `${row.place} ${row.credential_key}`,
      ]),
    );
    const wrong: string[] = [];
    const present = new Set<string>();
    const rotations = new Set<string>();
    const known = new Set<string>();
    for (const { credential_id: id, change, created } of transitions) {
      const version = `${id} ${created}`;
      if (change === 'found' && known.has(id)) wrong.push(`found twice: ${id}`);
      if (change === 'returned' && present.has(id)) {
        wrong.push(`returned twice: ${id}`);
      }
      if (change === 'removed' && !present.has(id)) {
        wrong.push(`removed twice: ${id}`);
      }
      if (change === 'removed' && !this.world.gone.has(keys.get(id)!)) {
        wrong.push(`removed though it was never gone: ${keys.get(id)}`);
      }
      if (change === 'rotated' && rotations.has(version)) {
        wrong.push(`rotated twice: ${version}`);
      }
      known.add(id);
      if (change === 'rotated') rotations.add(version);
      if (change === 'removed') present.delete(id);
      else present.add(id);
    }
    const listed = await this.database('list_rows').count({ count: '*' });
    const live = (await this.rows()).length;
    if (Number(listed[0].count) !== live) wrong.push('lists have other rows');
    return wrong;
  }
}

describe.each(databases.eachSupportedId())('scans on %s', databaseId => {
  it('come to the same rows as one clean scan, whatever happened before', async () => {
    const database = await databases.init(databaseId);
    await migrate(database);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 14 }),
        async steps => {
          const world = new World();
          const house = new House(database, world);
          await house.clear();
          for (const take of steps) await take(house);
          await house.settle();
          const rows = await house.rows();
          const places = await house.places();
          expect(await house.nonsense()).toEqual([]);

          await house.clear();
          await house.settle();
          expect(rows).toEqual(await house.rows());
          expect(places).toEqual(await house.places());
        },
      ),
      { numRuns: RUNS[databaseId] },
    );
  });
});
