import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  DAY_MS,
  DEFAULT_EXPIRY_POLICY,
  PreviousVersion,
} from '@plumbline/plugin-secret-expiry-common';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { ListingStore } from './ListingStore';
import { WorkloadStore } from './WorkloadStore';
import { deriveRows } from './deriveRows';
import { migrate } from './migrate';
import { AcknowledgementRow, CredentialRow } from './rows';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const START = Date.parse('2026-11-21T12:00:00.000Z');
const OLD = '1'.repeat(40);
const NEW = '2'.repeat(40);
const VAULT = { sourceId: 'key-vault', place: 'shop-kv' };
const ENDPOINT = { sourceId: 'tls', place: 'shop.example.com:443' };

function day(days: number): Date {
  return new Date(START + days * DAY_MS);
}

function certificate(
  created: number,
  expires: number,
  more: Partial<ListedCredential> = {},
): ListedCredential {
  return {
    key: 'certificate/shop-tls',
    name: 'shop-tls',
    kind: 'certificate',
    workloadRef: 'system:default/shop',
    entityRef: 'resource:default/shop-kv',
    created: day(created).toISOString(),
    expires: day(expires).toISOString(),
    rotation: 'manual',
    previous: [],
    thumbprint: OLD,
    ...more,
  };
}

const shown = (created: number, expires: number) =>
  certificate(created, expires, {
    key: 'leaf',
    kind: 'tls-endpoint',
    entityRef: undefined,
    workloadRef: 'system:default/web',
  });

function former(thumbprint: string, replaced: number): PreviousVersion {
  return {
    created: day(-335).toISOString(),
    expires: day(30).toISOString(),
    replaced: day(replaced).toISOString(),
    thumbprint,
  };
}

async function open(databaseId: TestDatabaseId) {
  const database = await databases.init(databaseId);
  await migrate(database);
  const store = new ListingStore(database, DEFAULT_EXPIRY_POLICY);
  return {
    database,
    store,
    async row(place: { place: string }) {
      const row = await database<CredentialRow>('credentials')
        .where('place', place.place)
        .first();
      return row!;
    },
    async acknowledge(row: CredentialRow, at: number, until: number) {
      await database.transaction(async transaction => {
        await transaction('acknowledgements').insert({
          id: 'ack',
          identity: row.identity,
          version: row.version,
          kind: 'acknowledged',
          by: 'user:default/ann',
          at: day(at).toISOString(),
          reason: 'On it',
          until: day(until).toISOString(),
        });
        await deriveRows(transaction, [row.identity], {
          policy: DEFAULT_EXPIRY_POLICY,
          now: day(at),
        });
      });
    },
    async said() {
      const [row] = await database<AcknowledgementRow>('acknowledgements');
      return row;
    },
  };
}

describe.each(databases.eachSupportedId())('deriveRows on %s', databaseId => {
  it('takes one certificate in many places for one credential, renewed as its vault renews it', async () => {
    const { store, row } = await open(databaseId);
    await store.putBatch(ENDPOINT, [shown(-335, 30)], day(0));
    expect(await row(ENDPOINT)).toMatchObject({
      leads: 1,
      place_count: 1,
      state: 'expiring',
      needs_someone: 1,
    });
    const concerned = await store.putBatch(
      VAULT,
      [certificate(-335, 30, { rotation: 'automatic', rotatesBefore: 'P20D' })],
      day(0),
    );
    expect(new Set(concerned)).toEqual(
      new Set(['system:default/shop', 'system:default/web']),
    );
    expect(await row(ENDPOINT)).toMatchObject({
      identity: `certificate:${OLD}`,
      leads: 0,
      place_count: 2,
      state: 'ok',
      rotation: 'automatic',
      rotates_before: 'P20D',
      own_rotation: 'manual',
      needs_someone: 0,
      act_by: null,
    });
    expect(await row(VAULT)).toMatchObject({ leads: 1, place_count: 2 });

    await store.forgetPlace(VAULT, day(1));
    expect(await row(ENDPOINT)).toMatchObject({
      leads: 1,
      place_count: 1,
      state: 'expiring',
      rotation: 'manual',
      rotates_before: null,
    });
  });

  it('says where the new version is of a certificate that a place still shows', async () => {
    const { store, row, database } = await open(databaseId);
    await store.putBatch(ENDPOINT, [shown(-335, 30)], day(0));
    await store.putBatch(VAULT, [certificate(-335, 30)], day(0));
    await store.putBatch(
      VAULT,
      [certificate(1, 366, { thumbprint: NEW })],
      day(1),
    );
    // It has two days to fetch it.
    await store.judgeDue(day(2));
    expect((await row(ENDPOINT)).finding_codes).not.toContain('superseded');
    await store.judgeDue(day(3));
    const left = await row(ENDPOINT);
    expect(left).toMatchObject({ leads: 1, place_count: 1, needs_someone: 1 });
    expect(left.finding_codes).toContain(',superseded,');
    expect(JSON.parse(left.findings)).toContainEqual({
      code: 'superseded',
      reason:
        'A newer version has been in shop-kv since 22 November 2026, and this place still has the old one.',
    });
    expect(left.act_by).toBe(day(30).toISOString());
    const replaced = await row(VAULT);
    expect(JSON.parse(replaced.previous)).toMatchObject([{ thumbprint: OLD }]);
    expect(replaced.needs_someone).toBe(0);

    // Put right.
    await store.putBatch(
      ENDPOINT,
      [{ ...shown(1, 366), thumbprint: NEW }],
      day(3),
    );
    expect(await row(ENDPOINT)).toMatchObject({
      identity: `certificate:${NEW}`,
      leads: 0,
      needs_someone: 0,
    });
    expect((await row(ENDPOINT)).finding_codes).not.toContain('superseded');
    // Found only now, before the vault: a source that lists its versions tells as much.
    await store.forgetPlace(VAULT, day(3));
    await store.putBatch(ENDPOINT, [shown(-335, 30)], day(4));
    await store.putBatch(
      VAULT,
      [certificate(1, 366, { thumbprint: NEW, previous: [former(OLD, 1)] })],
      day(4),
    );
    expect((await row(ENDPOINT)).finding_codes).toContain(',superseded,');
    expect(
      await database('transitions').where('change', 'rotated'),
    ).toHaveLength(2);
  });

  it('is silent while acknowledged, until the last stage, and for this version only', async () => {
    const { store, row, acknowledge, said } = await open(databaseId);
    await store.putBatch(VAULT, [certificate(-335, 30)], day(0));
    await acknowledge(await row(VAULT), 0, 29);
    expect(await row(VAULT)).toMatchObject({
      ack_id: 'ack',
      ack_kind: 'acknowledged',
      needs_someone: 0,
      act_by: null,
    });
    await store.judgeDue(day(28));
    expect((await row(VAULT)).needs_someone).toBe(0);
    await store.judgeDue(day(29));
    expect(await row(VAULT)).toMatchObject({
      stage: 6,
      ack_id: null,
      needs_someone: 1,
      urgency: 1,
    });
    expect((await said()).voided_at).toBeNull();

    await store.putBatch(
      VAULT,
      [certificate(29, 300, { thumbprint: NEW })],
      day(29.5),
    );
    expect((await said()).voided_at).toBe(day(29.5).toISOString());
  });

  it('keeps an acknowledgement of what is gone for a while', async () => {
    const { store, row, acknowledge, said } = await open(databaseId);
    await store.putBatch(VAULT, [certificate(-335, 30)], day(0));
    await acknowledge(await row(VAULT), 0, 29);
    await store.forgetPlace(VAULT, day(1));
    expect((await said()).voided_at).toBeNull();
    await store.putBatch(VAULT, [certificate(-335, 30)], day(2));
    expect(await row(VAULT)).toMatchObject({ ack_id: 'ack', needs_someone: 0 });
  });

  it('never warns of what is disabled or deleted', async () => {
    const { store, row } = await open(databaseId);
    await store.putBatch(
      VAULT,
      [certificate(-400, -10, { status: 'disabled' })],
      day(0),
    );
    expect(await row(VAULT)).toMatchObject({
      state: 'inactive',
      stage: 0,
      findings: '[]',
      needs_someone: 0,
      next_change_at: null,
    });
  });

  it('follows titles and owners of workloads', async () => {
    const { store, row, database } = await open(databaseId);
    const workloads = new WorkloadStore(database);
    const shop = {
      workloadRef: 'system:default/shop',
      title: 'Shop',
      ownerRef: 'group:default/shop',
      vaultFindings: [],
      stamps: {},
    };
    await store.putBatch(VAULT, [certificate(-335, 30)], day(0));
    expect(await row(VAULT)).toMatchObject({
      workload_title: 'shop',
      responsible_ref: null,
    });
    const renamed = await workloads.save([shop]);
    expect(renamed).toEqual(['system:default/shop']);
    await store.followWorkloads(renamed, day(0));
    expect(await row(VAULT)).toMatchObject({
      workload_title: 'Shop',
      responsible_ref: 'group:default/shop',
    });
    expect(await workloads.save([shop])).toEqual([]);

    const gone = await workloads.retain([]);
    await store.followWorkloads(gone, day(0));
    expect((await row(VAULT)).responsible_ref).toBeNull();
  });

  it('knows the stamp from what holds it, unless the source names one', async () => {
    const { store, row, database } = await open(databaseId);
    const workloads = new WorkloadStore(database);
    const kv = 'resource:default/kv';
    const [weu, neu] = ['resource:default/weu', 'resource:default/neu'];
    const catalogHas = async (stamps: Record<string, string>) =>
      store.followWorkloads(
        await workloads.save([
          {
            workloadRef: 'system:default/shop',
            title: 'Shop',
            vaultFindings: [],
            stamps,
          },
        ]),
        day(0),
      );
    const held = { entityRef: kv };
    await catalogHas({ [kv]: weu });
    await store.putBatch(VAULT, [certificate(-335, 30, held)], day(0));
    expect((await row(VAULT)).stamp_ref).toBe(weu);

    await store.putBatch(
      VAULT,
      [certificate(-335, 30, { ...held, stampRef: neu })],
      day(1),
    );
    expect((await row(VAULT)).stamp_ref).toBe(neu);

    await store.putBatch(VAULT, [certificate(-335, 30, held)], day(2));
    expect((await row(VAULT)).stamp_ref).toBe(weu);
    await catalogHas({});
    expect((await row(VAULT)).stamp_ref).toBeNull();
  });
});
