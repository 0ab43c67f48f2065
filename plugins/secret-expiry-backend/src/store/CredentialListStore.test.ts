import { TestDatabases } from '@backstage/backend-test-utils';
import {
  CREDENTIAL_KINDS,
  CREDENTIAL_ORDERS,
  CREDENTIAL_STATES,
  CredentialListItem,
  CredentialOrder,
  CredentialsFilter,
  FINDING_CODES,
} from '@plumbline/plugin-secret-expiry-common';
import fc from 'fast-check';
import { Estate, Said } from '../__testUtils__/Estate';
import { CredentialListStore } from './CredentialListStore';
import { DetailStore } from './DetailStore';
import { Scope } from './Scope';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(120_000);

const THUMBPRINT = '0123456789abcdef0123456789abcdef01234567';
const ALL = { limit: 200, offset: 0 };
const OWN: Scope = { ownerRefs: ['group:default/payments'] };

/** Forty credentials of three workloads, and a certificate in three places. */
async function build(id: Parameters<typeof databases.init>[0]) {
  const estate = await Estate.build(await databases.init(id));
  await estate.know('shop', 'retail');
  await estate.know('bank', 'payments');
  await estate.know('mail', 'retail');
  const words = ['sql', 'API-signing', 'redis_cache', 'über', '50%off'];
  const some = (count: number, workload: string, vault: string): Said[] =>
    Array.from({ length: count }, (_, i) => ({
      name: `${words[i % words.length]}-${i}`,
      key: `${vault}/${i}`,
      kind: CREDENTIAL_KINDS[i % 4],
      workloadRef: `system:default/${workload}`,
      expires: i % 7 === 6 ? undefined : estate.at(i * i - 20),
      rotation: i % 5 === 4 ? ('automatic' as const) : ('manual' as const),
      rotatesBefore: i % 5 === 4 ? 'P30D' : undefined,
      ownerRef: i % 6 === 5 ? 'group:default/payments' : undefined,
      stampRef: i % 3 ? `resource:default/${workload}-weu` : undefined,
      status: i % 11 === 10 ? ('disabled' as const) : undefined,
    }));
  const certificate = (workload: string): Said => ({
    name: `tls of ${workload}`,
    kind: 'certificate',
    workloadRef: `system:default/${workload}`,
    thumbprint: THUMBPRINT,
    expires: estate.at(5),
  });
  await estate.list([...some(18, 'shop', 'a'), certificate('shop')]);
  await estate.list(some(14, 'bank', 'b'), 'bank-kv');
  await estate.list(some(8, 'mail', 'c'), 'mail-kv', 'inventory');
  for (const workload of ['bank', 'mail']) {
    await estate.list(
      [
        {
          ...certificate(workload),
          kind: 'tls-endpoint',
          entityRef: undefined,
        },
      ],
      `${workload}.example.com:443`,
      'tls',
    );
  }
  const { database } = estate;
  const rows: { id: string }[] = await database('credentials').select('id');
  const ids = rows.map(row => row.id);
  const placements = [
    ...(await new DetailStore(database).named(ids, 'all')).values(),
  ];
  return { estate, list: new CredentialListStore(database), placements };
}

type Placement = Awaited<ReturnType<typeof build>>['placements'][number];

/** The same list, written down plainly. */
function expected(
  placements: Placement[],
  filter: CredentialsFilter,
  orderBy: CredentialOrder,
  scope: Scope,
): CredentialListItem[] {
  const readable = placements.filter(
    ({ item, workloadOwnerRef }) =>
      scope === 'all' ||
      [item.responsibleRef, workloadOwnerRef].some(
        ref => ref && scope.ownerRefs.includes(ref),
      ),
  );
  const groups = new Map<string, Placement[]>();
  for (const each of readable) {
    groups.set(each.identity, [...(groups.get(each.identity) ?? []), each]);
  }
  const { workloadRef, owner, entityRef, stamp, sourceId, text } = filter;
  const has = (values: string[] | undefined, value: string | undefined) =>
    !values || (value !== undefined && values.includes(value));
  const fitsPlace = ({ item }: Placement) =>
    has(workloadRef, item.workloadRef) &&
    has(owner, item.responsibleRef) &&
    has(entityRef, item.entityRef) &&
    has(stamp, item.stampRef ?? 'none') &&
    has(sourceId, item.sourceId) &&
    (text ?? '')
      .toLocaleLowerCase('en-US')
      .split(/\s+/)
      .every(word =>
        [
          item.name,
          item.workloadTitle,
          item.workloadRef,
          item.responsibleRef ?? '',
          item.entityRef ?? '',
          item.place,
        ].some(part => part.toLocaleLowerCase('en-US').includes(word)),
      );
  const shown = [...groups.values()].flatMap(group => {
    const [{ item }] = [...group].sort(
      (a, b) => Number(b.leads) - Number(a.leads),
    );
    const fits =
      group.some(fitsPlace) &&
      has(filter.kind, item.kind) &&
      has(filter.state, item.state) &&
      (!filter.stage || filter.stage.includes(item.stage)) &&
      (!filter.finding ||
        item.findings.some(({ code }) => filter.finding!.includes(code))) &&
      [undefined, item.needsSomeone].includes(filter.needsSomeone) &&
      [undefined, item.acknowledgement !== undefined].includes(
        filter.acknowledged,
      ) &&
      (!filter.expiresFrom || (item.expires ?? '') >= filter.expiresFrom) &&
      (!filter.expiresBefore ||
        (item.expires !== undefined && item.expires < filter.expiresBefore));
    return fits ? [item] : [];
  });
  return shown.sort((a, b) => compare(a, b, orderBy));
}

const KEYS: Record<
  string,
  (item: CredentialListItem) => string | number | undefined
> = {
  expires: item => item.expires,
  actBy: item => item.actBy,
  name: item => item.name.toLocaleLowerCase('en-US'),
  kind: item => CREDENTIAL_KINDS.indexOf(item.kind),
  workload: item => item.workloadTitle.toLocaleLowerCase('en-US'),
  owner: item => item.responsibleRef,
  where: item => item.entityRef,
  stage: item => item.stage,
};

function compare(
  a: CredentialListItem,
  b: CredentialListItem,
  orderBy: CredentialOrder,
): number {
  const key = KEYS[orderBy.replace('-', '')];
  const [x, y] = [key(a), key(b)];
  if (x === y) return 0;
  if (x === undefined) return 1;
  if (y === undefined) return -1;
  return (x < y ? -1 : 1) * (orderBy.startsWith('-') ? -1 : 1);
}

const filters = (estate: Estate): fc.Arbitrary<CredentialsFilter> => {
  const some = <T>(values: readonly T[]) =>
    fc.subarray([...values], { minLength: 1 });
  return fc.record(
    {
      workloadRef: some([
        'system:default/shop',
        'system:default/bank',
        'x:y/z',
      ]),
      owner: some(['group:default/retail', 'group:default/payments']),
      entityRef: some(['resource:default/shop-kv', 'resource:default/bank-kv']),
      stamp: some(['none', 'resource:default/bank-weu']),
      sourceId: some(['key-vault', 'inventory', 'tls']),
      text: fc.constantFrom('sql', 'ÜBER', 'bank sql', '50%', 'Bank', '_', ' '),
      kind: some(CREDENTIAL_KINDS),
      state: some(CREDENTIAL_STATES),
      stage: some([0, 1, 2, 3, 4, 5, 6]),
      finding: some(FINDING_CODES),
      needsSomeone: fc.boolean(),
      acknowledged: fc.constant(false),
      expiresFrom: fc.constantFrom(estate.at(-5), estate.at(0)),
      expiresBefore: fc.constantFrom(estate.at(20), estate.at(-1)),
    },
    { requiredKeys: [] },
  );
};

describe.each(databases.eachSupportedId())('CredentialListStore on %s', id => {
  let estate: Estate;
  let list: CredentialListStore;
  let placements: Placement[];

  beforeAll(async () => {
    ({ estate, list, placements } = await build(id));
  });

  const namesOf = (items: CredentialListItem[]) =>
    items.map(({ id: credentialId }) => credentialId);

  it('lists what a plain filter and sort of all rows would', async () => {
    const orders = CREDENTIAL_ORDERS.filter(order => !/urgency/.test(order));
    await fc.assert(
      fc.asyncProperty(
        filters(estate),
        fc.constantFrom(...orders),
        fc.constantFrom<Scope>('all', OWN, { ownerRefs: [] }),
        async (filter, orderBy, scope) => {
          const wanted = expected(placements, filter, orderBy, scope);
          const { items, total } = await list.page(filter, orderBy, ALL, scope);
          expect(total).toBe(wanted.length);
          expect(namesOf(items).sort()).toEqual(namesOf(wanted).sort());
          items.slice(1).forEach((item, index) => {
            expect(compare(items[index], item, orderBy)).toBeLessThanOrEqual(0);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    { sourceId: ['key-vault', 'tls'], text: 'system' },
    { sourceId: ['tls'], text: 'system' },
    { stamp: ['none'], text: 'default SQL' },
    { owner: ['group:default/nobody'], text: 'default' },
    { text: "what? isn't: there" },
  ])('asks only what makes a difference: %j', async filter => {
    const page = await list.page(
      filter,
      'name',
      { limit: 200, offset: 0 },
      'all',
    );
    const plain = expected(placements, filter, 'name', 'all');
    const idsOf = (items: CredentialListItem[]) => items.map(item => item.id);
    expect(idsOf(page.items).sort()).toEqual(idsOf(plain).sort());
    expect(page.total).toBe(plain.length);
  });

  it('counts what it lists', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters(estate),
        fc.constantFrom<Scope>('all', OWN),
        async (filter, scope) => {
          const wanted = expected(placements, filter, 'name', scope);
          const counts = await list.counts(filter, scope, estate.now);
          expect(counts.total).toBe(wanted.length);
          const count = (fits: (item: CredentialListItem) => boolean) =>
            wanted.filter(fits).length;
          expect(counts.needsSomeone).toBe(count(item => item.needsSomeone));
          for (const state of CREDENTIAL_STATES) {
            expect(counts.states[state]).toBe(
              count(item => item.state === state),
            );
          }
          for (const code of FINDING_CODES) {
            expect(counts.findings[code]).toBe(
              count(item => item.findings.some(found => found.code === code)),
            );
          }
          expect(counts.within[0]).toEqual({
            days: 7,
            count: count(
              ({ expires = '' }) =>
                expires >= estate.at(0) && expires < estate.at(7),
            ),
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('pages without gap and overlap, and knows the total past the end', async () => {
    for (const orderBy of CREDENTIAL_ORDERS) {
      const whole = await list.page({}, orderBy, ALL, 'all');
      const paged: CredentialListItem[] = [];
      for (let offset = 0; offset < whole.total; offset += 7) {
        const { items } = await list.page(
          {},
          orderBy,
          { limit: 7, offset },
          'all',
        );
        paged.push(...items);
      }
      expect(namesOf(paged)).toEqual(namesOf(whole.items));
      const streamed: CredentialListItem[] = [];
      for await (const some of list.items({}, orderBy, 'all')) {
        streamed.push(...some);
      }
      expect(namesOf(streamed)).toEqual(namesOf(whole.items));
    }
    const past = { limit: 10, offset: 1_000 };
    expect(await list.page({}, 'name', past, 'all')).toEqual({
      items: [],
      total: 41,
    });
  });

  it('begins with who needs someone soonest', async () => {
    const { items } = await list.page({}, 'urgency', ALL, 'all');
    const firstCalm = items.findIndex(({ needsSomeone }) => !needsSomeone);
    expect(items[0].state).toBe('expired');
    expect(
      items.slice(firstCalm).some(({ needsSomeone }) => needsSomeone),
    ).toBe(false);
  });

  it('shows a certificate once, found by any of its places', async () => {
    const shownBy = async (filter: CredentialsFilter, scope: Scope = 'all') =>
      (await list.page(filter, 'name', ALL, scope)).items.filter(
        ({ thumbprint }) => thumbprint,
      );
    const [everywhere] = await shownBy({});
    expect(everywhere).toMatchObject({ name: 'tls of shop', placeCount: 3 });
    expect(
      await shownBy({ workloadRef: ['system:default/mail'] }),
    ).toMatchObject([{ name: 'tls of shop' }]);
    expect(await shownBy({ text: 'bank.example.com' })).toHaveLength(1);
    // Whoever may not read where it leads sees it in their own place.
    const own = await shownBy({}, OWN);
    // How many places of others have it is not told.
    expect(own).toMatchObject([{ name: 'tls of bank', placeCount: 1 }]);
    const retail = { ownerRefs: ['group:default/retail'] };
    expect(await shownBy({}, retail)).toMatchObject([
      { name: 'tls of shop', placeCount: 2 },
    ]);
  });

  it('has what there is to filter by, of what one may read', async () => {
    expect(await list.filterValues('all')).toMatchObject({
      owners: ['group:default/payments', 'group:default/retail'],
      stamps: [
        'resource:default/bank-weu',
        'resource:default/mail-weu',
        'resource:default/shop-weu',
      ],
    });
    expect((await list.filterValues({ ownerRefs: [] })).owners).toEqual([]);
  });

  it('puts expiry dates into days', async () => {
    const filter = {
      expiresFrom: estate.at(-30),
      expiresBefore: estate.at(300),
    };
    const { days } = await list.calendar(filter, 'all');
    const { items } = await list.page(filter, 'expires', ALL, 'all');
    const byDay = new Map<string, CredentialListItem[]>();
    for (const item of items) {
      const day = item.expires!.slice(0, 10);
      byDay.set(day, [...(byDay.get(day) ?? []), item]);
    }
    expect(days.map(({ day, count, manual }) => [day, count, manual])).toEqual(
      [...byDay].map(([day, own]) => [
        day,
        own.length,
        own.filter(({ rotation }) => rotation === 'manual').length,
      ]),
    );
    for (const { items: first, count } of days) {
      expect(first).toHaveLength(Math.min(3, count));
    }
  });

  it('follows what is gone, renamed and handed over', async () => {
    const own = await build(id);
    const count = async (filter: CredentialsFilter) =>
      (await own.list.page(filter, 'name', ALL, 'all')).total;
    await own.estate.list([{ name: 'only' }], 'mail-kv', 'inventory');
    expect(await count({})).toBe(34);
    expect(await count({ text: 'post office' })).toBe(0);
    await own.estate
      .database('workloads')
      .where({ workload_ref: 'system:default/shop' })
      .update({ title: 'Post Office', owner_ref: 'group:default/post' });
    await own.estate.listings.followWorkloads(
      ['system:default/shop'],
      own.estate.now,
    );
    expect(await count({ text: 'post office' })).toBe(20);
    expect(await count({ owner: ['group:default/post'] })).toBe(17);
  });
});
