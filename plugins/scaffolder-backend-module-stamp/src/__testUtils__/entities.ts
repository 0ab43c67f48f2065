import { Entity, RELATION_PART_OF } from '@backstage/catalog-model';

const WORKLOAD_REF = 'system:default/deal-fraud-model';

function resource(name: string, rest: Partial<Entity>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    relations: [{ type: RELATION_PART_OF, targetRef: WORKLOAD_REF }],
    ...rest,
    metadata: { name, ...rest.metadata },
  };
}

/** A workload with a retired stamp and a global resource, as the catalog would give them. */
export const ENTITIES: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: 'deal-fraud-model',
      annotations: { 'plumbline.io/address-range': '10.80.0.0/16' },
    },
    spec: { type: 'workload', owner: 'deal-fraud' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'ledger' },
    spec: { type: 'workload', owner: 'ledger', residency: 'EU' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'library' },
    spec: { type: 'product', owner: 'library' },
  },
  resource('deal-fraud-model-prod-japaneast-001', {
    metadata: {
      name: 'deal-fraud-model-prod-japaneast-001',
      annotations: { 'plumbline.io/address-range': '10.80.0.0/20' },
    },
    spec: {
      type: 'deployment-stamp',
      owner: 'deal-fraud',
      system: 'deal-fraud-model',
      region: 'japaneast',
      environment: 'prod',
      instance: 1,
      lifecycle: 'retired',
    },
  }),
  resource('deal-fraud-front-door', {
    metadata: {
      name: 'deal-fraud-front-door',
      annotations: { 'plumbline.io/scope': 'global' },
    },
    spec: {
      type: 'front-door',
      owner: 'deal-fraud',
      system: 'deal-fraud-model',
    },
  }),
];
