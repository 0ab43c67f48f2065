import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEFAULT_NAMESPACE,
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';

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

function group(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: { type: 'team', children: [] },
  };
}

/** A workload with a retired stamp and a global resource, as the catalog would give them. */
export const ENTITIES: Entity[] = [
  group('deal-fraud'),
  group('ledger'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: { name: 'lending' },
    spec: { owner: 'ledger' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: 'deal-fraud-model',
      annotations: {
        'plumbline.io/address-range': '10.80.0.0/16',
        'plumbline.io/container-image':
          'crdealfraud.azurecr.io/deal-fraud:2.3.1',
      },
    },
    spec: { type: 'workload', owner: 'deal-fraud' },
    relations: [
      { type: RELATION_OWNED_BY, targetRef: 'group:default/deal-fraud' },
    ],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'ledger' },
    spec: { type: 'workload', owner: 'ledger', residency: 'EU' },
    relations: [{ type: RELATION_OWNED_BY, targetRef: 'group:default/ledger' }],
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

/** Entities of the stamps and workloads in an estate's folder, as the catalog gives them once it has read it. */
export function entitiesOf(directory: string): Entity[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(path => /^(stamps|workloads)\/.*\/?catalog-info\.yaml$/.test(path))
    .sort()
    .flatMap(path =>
      parseAllDocuments(readFileSync(join(directory, path), 'utf8')),
    )
    .map(document => document.toJS() as Entity)
    .map(entity => ({ ...entity, relations: relationsOf(entity) }));
}

function relationsOf({ metadata, spec = {} }: Entity) {
  const to = (type: string, field: string, defaultKind: string) =>
    typeof spec[field] === 'string'
      ? [
          {
            type,
            targetRef: stringifyEntityRef(
              parseEntityRef(spec[field], {
                defaultKind,
                defaultNamespace: metadata.namespace ?? DEFAULT_NAMESPACE,
              }),
            ),
          },
        ]
      : [];
  return [
    ...to(RELATION_PART_OF, 'system', 'system'),
    ...to(RELATION_OWNED_BY, 'owner', 'group'),
  ];
}
