import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';

function workload(name: string, title: string, spec: object = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      namespace: 'default',
      name,
      title,
      annotations: {
        'plumbline.io/container-image': `example.azurecr.io/${name}:1.0.0`,
      },
    },
    spec: { type: 'workload', owner: `group:default/${name}`, ...spec },
    relations: [
      { type: RELATION_OWNED_BY, targetRef: `group:default/${name}` },
    ],
  };
}

function part(
  workloadName: string,
  name: string,
  rest: Partial<Entity>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    relations: [
      { type: RELATION_PART_OF, targetRef: `system:default/${workloadName}` },
    ],
    ...rest,
    metadata: { namespace: 'default', name, ...rest.metadata },
  };
}

/** Two workloads: one free to go anywhere with a stamp, one bound to the EU. */
export const ENTITIES: Entity[] = [
  workload('deal-fraud-model', 'Deal fraud model'),
  workload('ie-bank', 'IE Bank', { residency: 'EU' }),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { namespace: 'default', name: 'library' },
    spec: { type: 'product', owner: 'library' },
  },
  part('deal-fraud-model', 'deal-fraud-model-prod-japaneast-001', {
    metadata: {
      name: 'deal-fraud-model-prod-japaneast-001',
      annotations: { 'plumbline.io/address-range': '10.64.0.0/20' },
    },
    spec: {
      type: 'deployment-stamp',
      region: 'japaneast',
      environment: 'prod',
      instance: 1,
    },
  }),
  part('deal-fraud-model', 'deal-fraud-front-door', {
    metadata: {
      name: 'deal-fraud-front-door',
      annotations: { 'plumbline.io/scope': 'global' },
    },
    spec: { type: 'front-door' },
  }),
];
