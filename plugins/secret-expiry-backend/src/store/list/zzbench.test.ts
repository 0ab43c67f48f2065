import { TestDatabases } from '@backstage/backend-test-utils';
import { bulkWrite } from '@plumbline/plugin-workload-node';
import { createHash, randomBytes } from 'node:crypto';
import knexFactory from 'knex';
import { CredentialListStore } from '../CredentialListStore';
import { migrate } from '../migrate';
import { relist } from './relist';
import { PlaceListStore } from '../PlaceListStore';

jest.setTimeout(900_000);
const databases = process.env.BENCH_PG
  ? TestDatabases.create({ ids: ['POSTGRES_18'] })
  : undefined;

const cpu = (a: NodeJS.CpuUsage) => { const u = process.cpuUsage(a); return (u.user + u.system) / 1000; };
it('bench', async () => {
  const db = databases
    ? await databases.init('POSTGRES_18')
    : knexFactory({
        client: 'better-sqlite3',
        connection: { filename: '/tmp/lab/api/bench.db' },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
  await migrate(db);
  const have = Number((await db('list_rows').count({ n: '*' }))[0].n);
  const t0 = Date.now();
  if (have < 200_000) {
    const kinds = ['secret', 'key', 'certificate'];
    for (let w = 0; w < 200; w++)
      await db('workloads').insert({
        workload_ref: `system:default/workload-${w}`,
        title: `Workload ${w}`,
        owner_ref: `group:default/team-${w % 60}`,
        vault_findings: '[]',
      });
    for (let v = 0; v < 500; v++) {
      const rows: any[] = [];
      const place = `https://kv-${v}.vault.azure.net`;
      for (let o = 0; o < 400; o++) {
        const r = randomBytes(8);
        const id = createHash('sha256').update(`${v}/${o}`).digest('hex');
        const st =
          r[0] < 10
            ? 'expired'
            : r[0] < 20
            ? 'rotation-overdue'
            : r[0] < 60
            ? 'expiring'
            : r[0] < 70
            ? 'unknown'
            : r[0] < 90
            ? 'no-expiry'
            : 'ok';
        const exp = new Date(
          Date.now() - 30 * 86_400_000 + r.readUInt32LE(1) * 12,
        ).toISOString();
        const name = `${
          [
            'sql',
            'payments',
            'redis',
            'api',
            'storage',
            'queue',
            'mail',
            'tls',
          ][r[5] % 8]
        }-${
          ['connection-string', 'password', 'signing', 'encryption', 'token'][
            r[6] % 5
          ]
        }-${o}`;
        const needs = ['expired', 'rotation-overdue', 'expiring'].includes(st)
          ? 1
          : 0;
        const codes = [
          'no-expiry',
          'lifetime-above-policy',
          'no-rotation',
        ].filter((_, i) => (r[4] >> i) & 1);
        rows.push({
          id,
          source_id: 'key-vault',
          place,
          credential_key: `${kinds[o % 3]}/${name}`,
          kind: kinds[o % 3],
          name,
          workload_ref: `system:default/workload-${v % 200}`,
          entity_ref: `resource:default/kv-workload-${v}`,
          owner_ref: null,
          created: exp,
          not_before: null,
          expires: st === 'no-expiry' ? null : exp,
          rotation: r[3] & 1 ? 'manual' : 'automatic',
          rotates_before: null,
          runbook_url: 'https://runbooks.example.com/rotate/' + name,
          portal_url:
            'https://portal.azure.com/#@/asset/Microsoft_Azure_KeyVault/' +
            name,
          previous: JSON.stringify([
            { created: exp, expires: exp, replaced: exp },
          ]),
          recognised: '[]',
          content_hash: id,
          state: st,
          stage: needs ? 1 + (r[6] % 6) : 0,
          since: exp,
          next_change_at: null,
          first_seen: exp,
          unlisted_since: null,
          removed_at: null,
          identity: id,
          version: id,
          leads: 1,
          place_count: 1,
          findings: JSON.stringify(
            codes.map(code => ({
              code,
              reason:
                'A sentence of some length about what is the matter here.',
            })),
          ),
          finding_codes: `,${codes.map(c => c + ',').join('')}`,
          workload_title: `Workload ${v % 200}`,
          responsible_ref: `group:default/team-${v % 60}`,
          stamp_ref:
            r[3] < 100
              ? null
              : `resource:default/workload-${v % 200}-${
                  r[3] & 1 ? 'weu' : 'neu'
                }`,
          needs_someone: needs,
          act_by: needs ? exp : null,
          urgency: needs ? r[6] % 10 : 20 + (r[6] % 5),
          ack_id: null,
        });
      }
      await db('places').insert({
        source_id: 'key-vault',
        place,
        title: `kv-${v}`,
        outcome: 'looked',
        last_looked: rows[0].created,
        problems: '[]',
        problem_count: 0,
        credential_count: 400,
      });
      await bulkWrite(db, 'credentials', rows, { key: ['id'] });
      await relist(
        db,
        rows.map(r => r.id),
      );
    }
    console.log('filled', Date.now() - t0);
  }
  if (databases) await db.raw('vacuum analyze');
  const list = new CredentialListStore(db);
  const filters: any[] = [
    {},
    { needsSomeone: true },
    { kind: ['secret'] },
    { owner: ['group:default/team-3', 'group:default/team-7'] },
    { workloadRef: ['system:default/workload-9'] },
    { text: 'password' },
    { text: 'workload 17 pass' },
    { stamp: ['none'] },
    { finding: ['no-rotation'] },
    { state: ['ok'], kind: ['key', 'secret'] },
    { expiresBefore: new Date(Date.now() + 60 * 86_400_000).toISOString() },
    { entityRef: ['resource:default/kv-workload-99'] },
    { stage: [1, 2, 3], owner: ['group:default/team-3'] },
    { sourceId: ['key-vault'], text: 'zzz' },
  ];
  const orders = [
    'urgency',
    '-urgency',
    'expires',
    '-expires',
    'actBy',
    'name',
    '-name',
    'kind',
    'workload',
    '-owner',
    'where',
    'stage',
  ] as const;
  const out: [string, number][] = [];
  for (const scope of ['all', { ownerRefs: ['group:default/team-3'] }] as const)
    for (const f of filters)
      for (const o of orders) {
        const a = process.cpuUsage();
        await list.page(f, o, { limit: 50, offset: 0 }, scope as any);
        out.push([
          `${scope === 'all' ? '' : 'own '}${JSON.stringify(f)} ${o}`,
          cpu(a),
        ]);
      }
  out.sort((x, y) => y[1] - x[1]);
  const lines = out.slice(0, 25).map(([n, ms]) => `${ms.toFixed(1)} ${n}`);
  lines.push(
    `p50 ${out[Math.floor(out.length / 2)][1].toFixed(1)} p95 ${out[
      Math.floor(out.length * 0.05)
    ][1].toFixed(1)} of ${out.length}`,
  );
  const timed = async (label: string, f: () => Promise<unknown>) => {
    const a = process.cpuUsage();
    await f();
    lines.push(`${label} ${(cpu(a)).toFixed(1)}`);
  };
  const cal = {
    expiresFrom: new Date().toISOString(),
    expiresBefore: new Date(Date.now() + 365 * 86_400_000).toISOString(),
  };
  for (let i = 0; i < 2; i++) {
    await timed('counts', () => list.counts({}, 'all', new Date()));
    await timed('counts own', () =>
      list.counts({}, { ownerRefs: ['group:default/team-3'] }, new Date()),
    );
    await timed('filters', () => list.filterValues('all'));
    await timed('calendar', () => list.calendar(cal, 'all'));
    await timed('calendar text', () =>
      list.calendar({ ...cal, text: 'password' }, 'all'),
    );
    await timed('calendar rare', () =>
      list.calendar(
        { ...cal, workloadRef: ['system:default/workload-9'] },
        'all',
      ),
    );
    await timed('places', () =>
      new PlaceListStore(db).page(
        {},
        'outcome',
        { limit: 50, offset: 0 },
        'all',
      ),
    );
    await timed('sources', () => new PlaceListStore(db).sources('all'));
    await timed('csv', async () => {
      let n = 0;
      for await (const p of list.items({}, 'name', 'all')) n += p.length;
      lines.push(String(n));
    });
  }
  console.log(lines.join('\n'));
  if (!databases) await db.destroy();
});
