import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { WorkloadEntities, readWorkloads } from './readWorkloads';

function workload(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name },
    spec: { type: 'workload', owner: 'group:default/team' },
  };
}

function part(
  kind: string,
  name: string,
  system: string,
  type: string,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec: { type, owner: 'group:default/team', system },
    relations: [{ type: 'partOf', targetRef: `system:default/${system}` }],
  };
}

async function collect(catalog: CatalogService, workloadRefs?: string[]) {
  const all: WorkloadEntities[] = [];
  for await (const page of readWorkloads({
    catalog,
    credentials: mockCredentials.service(),
    workloadRefs,
  })) {
    all.push(...page);
  }
  return all;
}

describe('readWorkloads', () => {
  const entities = [
    workload('bank'),
    workload('archive'),
    { ...workload('library'), spec: { type: 'service', owner: 'x' } },
    part('Resource', 'bank-prod-westeurope-001', 'bank', 'deployment-stamp'),
    part('Resource', 'bank-kv', 'bank', 'key-vault'),
    part('Component', 'bank-api', 'bank', 'service'),
    part('API', 'bank-open', 'bank', 'openapi'),
    part('Component', 'stray', 'nowhere', 'service'),
  ];

  it('sorts the parts of each workload into stamps, resources, components and APIs', async () => {
    const all = await collect(catalogServiceMock({ entities }));
    expect(all.map(entry => entry.workloadRef)).toEqual([
      'system:default/archive',
      'system:default/bank',
    ]);
    const names = (list: Entity[]) => list.map(entity => entity.metadata.name);
    expect(names(all[1].stamps)).toEqual(['bank-prod-westeurope-001']);
    expect(names(all[1].resources)).toEqual(['bank-kv']);
    expect(names(all[1].components)).toEqual(['bank-api']);
    expect(names(all[1].apis)).toEqual(['bank-open']);
    expect(all[0].stamps).toEqual([]);
  });

  it('leaves out refs that are no workload', async () => {
    const all = await collect(catalogServiceMock({ entities }), [
      'system:default/bank',
      'system:default/library',
      'system:default/missing',
    ]);
    expect(all.map(entry => entry.workloadRef)).toEqual([
      'system:default/bank',
    ]);
  });

  it('asks the catalog in bulk, however many workloads there are', async () => {
    const many = Array.from({ length: 450 }, (_, i) => workload(`w${i}`));
    const catalog = catalogServiceMock({ entities: many });
    const refs = many.map(entity => `system:default/${entity.metadata.name}`);
    const byRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
    const streams = jest.spyOn(catalog, 'streamEntities');
    expect(await collect(catalog, refs)).toHaveLength(450);
    expect(byRefs).toHaveBeenCalledTimes(3);
    expect(streams).toHaveBeenCalledTimes(3);
  });
});
