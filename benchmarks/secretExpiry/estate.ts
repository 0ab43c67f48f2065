import { Entity } from '@backstage/catalog-model';
import {
  StoredObject,
  StoredVault,
} from '../../plugins/secret-expiry-backend-module-azure/src/__testUtils__/AzureServer';

/** How many vaults there are. */
export const VAULTS = Number(process.env.BENCH_VAULTS ?? 500);
/** How many credentials each has: half secrets, a quarter keys, a quarter certificates. */
export const OBJECTS = Number(process.env.BENCH_OBJECTS ?? 400);
/** How many of them are rotated before the last scan. */
export const CHANGED = Math.ceil(OBJECTS / 100);

const VAULTS_OF_WORKLOAD = 2;
const TEAMS = 40;
const DAY = 86_400;
const NOW = Math.floor(Date.now() / 1_000);

export function vaultNameOf(n: number): string {
  return `kv-bench-${String(n).padStart(4, '0')}`;
}

function workloadOf(n: number): string {
  const nth = Math.floor(n / VAULTS_OF_WORKLOAD);
  return `workload-${String(nth).padStart(3, '0')}`;
}

/** Words in the names of credentials, some in many and some in few. */
const WORDS = [
  'api',
  'database',
  'mail',
  'queue',
  'signing',
  'storage',
  'webhook',
];

/**
 * What a vault holds: a fifth of it has a version before, every tenth key and
 * every second certificate is renewed by itself, and each certificate has the
 * secret and the key that vaults keep for it.
 */
export function vaultOf(nth: number): StoredVault {
  const object = (n: number): StoredObject => {
    const seed = (nth * 31 + n * 17) % 400;
    const created = NOW - (365 - (seed % 300)) * DAY;
    return {
      name: `${WORDS[(nth + n) % WORDS.length]}-${nth}-${n}`,
      created,
      // A few in every stage, one in eleven without an end.
      exp: seed % 11 === 0 ? undefined : NOW + (seed + 1) * DAY,
      versions:
        n % 5 === 0 ? [{ created: created - 400 * DAY, exp: created }] : [],
    };
  };
  const from = Math.floor(OBJECTS / 2);
  const certificatesFrom = Math.floor((OBJECTS * 3) / 4);
  const range = (start: number, end: number) =>
    Array.from({ length: end - start }, (_, n) => object(start + n));
  const certificates = range(certificatesFrom, OBJECTS).map((each, n) => ({
    ...each,
    x5t: thumbprint(`${nth}-${n}`),
    policy: {
      lifetime_actions: [
        {
          trigger: { days_before_expiry: 30 },
          action: { action_type: n % 2 === 0 ? 'AutoRenew' : 'EmailContacts' },
        },
      ],
    },
  }));
  const managed = certificates.map(({ name, created, exp }) => ({
    name,
    created,
    exp,
    managed: true,
  }));
  const keys = range(from, certificatesFrom).map((each, n) => ({
    ...each,
    policy:
      n % 10 === 0
        ? {
            lifetimeActions: [
              {
                trigger: { timeBeforeExpiry: 'P30D' },
                action: { type: 'Rotate' },
              },
            ],
          }
        : { lifetimeActions: [] },
  }));
  return {
    secrets: [...range(0, from), ...managed],
    keys: [...keys, ...managed],
    certificates,
  };
}

/** Rotates one in a hundred objects of a vault: secrets, a key, a certificate in turn. */
export function rotateSome(vault: StoredVault) {
  for (let i = 0; i < CHANGED; i++) {
    const kind = (['secrets', 'keys', 'certificates', 'secrets'] as const)[
      i % 4
    ];
    const own = vault[kind].filter(({ managed }) => !managed);
    const object = own[i % own.length];
    const { created, exp, x5t } = object;
    object.versions = [{ created, exp, x5t }, ...(object.versions ?? [])];
    object.created = NOW - 60;
    object.updated = NOW - 60;
    object.exp = NOW + 365 * DAY;
    if (x5t) object.x5t = thumbprint(`${x5t.slice(0, 9)}-new`);
  }
}

function thumbprint(text: string): string {
  return Buffer.alloc(20, `${text}.`).toString('base64url');
}

/** Workloads of two vaults: one of a stamp, one for all. */
export function entities(): Entity[] {
  const workloads = new Map<string, Entity>();
  const resources: Entity[] = [];
  for (let n = 0; n < VAULTS; n++) {
    const workload = workloadOf(n);
    const nth = Math.floor(n / VAULTS_OF_WORKLOAD);
    const owner = `group:default/team-${nth % TEAMS}`;
    const relations = [
      { type: 'partOf', targetRef: `system:default/${workload}` },
      { type: 'ownedBy', targetRef: owner },
    ];
    const resource = (
      name: string,
      spec: object,
      annotations: Record<string, string> = {},
      more: typeof relations = [],
    ) =>
      resources.push({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { namespace: 'default', name, annotations },
        spec: { owner, system: workload, ...spec },
        relations: [...relations, ...more],
      });
    workloads.set(workload, {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        namespace: 'default',
        name: workload,
        title: `Workload ${nth}`,
      },
      spec: { type: 'workload', owner },
      relations: [{ type: 'ownedBy', targetRef: owner }],
    });
    const isStamps = n % VAULTS_OF_WORKLOAD === 0;
    const vault = vaultNameOf(n);
    resource(
      vault,
      { type: 'key-vault' },
      {
        'plumbline.io/key-vault-name': vault,
        'plumbline.io/scope': isStamps ? 'stamp' : 'global',
      },
    );
    if (!isStamps) continue;
    const stamp = {
      type: 'deployment-stamp',
      region: 'westeurope',
      environment: 'prod',
      lifecycle: 'active',
    };
    resource(`${workload}-weu`, stamp, {}, [
      { type: 'dependsOn', targetRef: `resource:default/${vault}` },
    ]);
  }
  return [...workloads.values(), ...resources];
}
