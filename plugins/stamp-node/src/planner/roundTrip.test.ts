import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DEFAULT_POLICY, PlanRequest } from '@plumbline/plugin-stamp-common';
import { stampEntities } from '../render/entities/stampEntities';
import { workloadEntities } from '../render/workload/workloadEntities';
import { StampPlanner } from './StampPlanner';

/** As the catalog has it once its processors have run. */
function ingested(entity: Entity): Entity {
  const system = entity.spec?.system;
  return {
    ...entity,
    relations: system
      ? [{ type: 'partOf', targetRef: String(system) }]
      : undefined,
  };
}

it('a workload that was planned here is one that stamps can be added to', async () => {
  const team: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'cards' },
    spec: { type: 'team', children: [] },
  };
  const plan = (entities: Entity[], request: PlanRequest) =>
    new StampPlanner({
      catalog: catalogServiceMock({ entities }),
      policy: DEFAULT_POLICY,
    }).plan(request, mockCredentials.user());
  const { plan: created } = await plan([team], {
    kind: 'new-workload',
    name: 'card-shop',
    title: 'Card shop',
    description: 'Sells cards.',
    owner: 'group:default/cards',
    tier: 'standard',
    residency: 'EU',
    addressRange: '10.71.0.0/16',
    homeRegion: 'westeurope',
    image: 'example.azurecr.io/card-shop:1.0.0',
    infrastructure: 'terraform',
    pipeline: 'github-actions',
    stamp: { environment: 'prod', region: 'westeurope', expectedUsers: 100 },
  });
  if (created?.kind !== 'new-workload') throw new Error('expected a workload');
  const entities = [
    team,
    ...workloadEntities(created.workload).map(ingested),
    ...stampEntities(created.stamp).map(ingested),
  ];
  const { plan: added } = await plan(entities, {
    kind: 'add',
    workloadRef: created.workload.workloadRef,
    environment: 'prod',
    region: 'westeurope',
    expectedUsers: 100,
  });
  expect(added?.stamp).toMatchObject({
    name: 'card-shop-prod-westeurope-002',
    owner: created.stamp.owner,
    image: created.stamp.image,
    globalResources: created.stamp.globalResources,
    storageReplication: created.stamp.storageReplication,
    address: { range: '10.71.16.0/20', outOf: '10.71.0.0/16' },
  });
});
