import { Entity } from '@backstage/catalog-model';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { followedWorkload } from './followedWorkload';
import { vaultLayout } from './vaultLayout';

function resource(
  name: string,
  type: string,
  more: {
    scope?: string;
    dependsOn?: string[];
    region?: string;
    lifecycle?: string;
  } = {},
) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: {
        ...(more.scope && { 'plumbline.io/scope': more.scope }),
        ...(more.region &&
          type !== 'deployment-stamp' && {
            'plumbline.io/region': more.region,
          }),
      },
    },
    spec: {
      type,
      region: more.region,
      environment: 'prod',
      lifecycle: more.lifecycle,
    },
    relations: (more.dependsOn ?? []).map(target => ({
      type: 'dependsOn',
      targetRef: `resource:default/${target}`,
    })),
  } as Entity;
}

function stamp(name: string, region: string, ...dependsOn: string[]) {
  return resource(name, 'deployment-stamp', {
    region,
    lifecycle: 'active',
    dependsOn,
  });
}

function workload(stamps: Entity[], resources: Entity[]) {
  return {
    workloadRef: 'system:default/shop',
    workload: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'shop', title: 'Shop' },
      spec: { type: 'workload', owner: 'team' },
    },
    stamps,
    resources,
    components: [],
    apis: [],
  } as unknown as WorkloadEntities;
}

const ref = (name: string) => `resource:default/${name}`;

describe('vaultLayout', () => {
  it('follows dependencies from stamps and from global resources', () => {
    const layout = vaultLayout(
      workload(
        [
          stamp('weu', 'westeurope', 'weu-aks'),
          stamp('neu', 'northeurope', 'cosmos'),
        ],
        [
          resource('weu-aks', 'kubernetes', { dependsOn: ['weu-kv'] }),
          resource('weu-kv', 'key-vault'),
          resource('neu-kv', 'key-vault', { region: 'northeurope' }),
          resource('cosmos', 'cosmos-db', {
            scope: 'global',
            dependsOn: ['global-kv'],
          }),
          resource('global-kv', 'key-vault'),
        ],
      ),
    );
    expect(layout.vaults).toEqual([
      {
        ref: ref('global-kv'),
        title: 'global-kv',
        stampRefs: [],
        global: true,
      },
      {
        ref: ref('neu-kv'),
        title: 'neu-kv',
        stampRefs: [ref('neu')],
        global: false,
      },
      {
        ref: ref('weu-kv'),
        title: 'weu-kv',
        stampRefs: [ref('weu')],
        global: false,
      },
    ]);
    expect(layout.globalResources).toEqual([
      { ref: ref('cosmos'), title: 'cosmos' },
    ]);
  });

  it('finds a vault that stamps share', () => {
    const shared = workload(
      [stamp('weu', 'westeurope', 'kv'), stamp('neu', 'northeurope', 'kv')],
      [resource('kv', 'key-vault')],
    );
    expect(vaultLayout(shared).vaults).toEqual([
      {
        ref: ref('kv'),
        title: 'kv',
        stampRefs: [ref('weu'), ref('neu')],
        global: false,
      },
    ]);
    expect(followedWorkload(shared)).toMatchObject({
      title: 'Shop',
      ownerRef: 'group:default/team',
      vaultFindings: [{ code: 'shared-vault', vaultRefs: [ref('kv')] }],
    });
  });

  it('keeps the stamp of what serves one only', () => {
    const { stamps } = followedWorkload(
      workload(
        [
          stamp('weu', 'westeurope', 'weu-kv', 'both-kv'),
          stamp('neu', 'northeurope', 'both-kv'),
        ],
        [resource('weu-kv', 'key-vault'), resource('both-kv', 'key-vault')],
      ),
    );
    expect(stamps[ref('weu-kv')]).toBe(ref('weu'));
    expect(stamps).not.toHaveProperty([ref('both-kv')]);
  });

  it('has nothing to say of a workload without stamps and global resources', () => {
    const small = workload([], [resource('kv', 'key-vault')]);
    expect(followedWorkload(small).vaultFindings).toEqual([]);
  });
});
