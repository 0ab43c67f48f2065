import { Entity } from '@backstage/catalog-model';
import { StampEntity, WorkloadEntity } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';

const API = 'backstage.io/v1alpha1';

/** The workload `shop`, with whatever differs. */
export function workload(
  name = 'shop',
  spec: Partial<WorkloadEntity['spec']> = {},
): WorkloadEntity {
  const owner = spec.owner ?? 'group:default/shop';
  return {
    apiVersion: API,
    kind: 'System',
    metadata: { name, title: `The ${name}`, namespace: 'default' },
    spec: { type: 'workload', owner, ...spec },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/** A stamp that depends on resources by name. */
export function stamp(
  name: string,
  dependsOn: string[],
  spec: Partial<StampEntity['spec']> = {},
): StampEntity {
  return {
    apiVersion: API,
    kind: 'Resource',
    metadata: {
      name,
      title: name.toLocaleUpperCase('en-US'),
      namespace: 'default',
    },
    spec: {
      type: 'deployment-stamp',
      owner: 'group:default/shop',
      system: 'shop',
      region: 'westeurope',
      environment: 'prod',
      instance: 1,
      lifecycle: 'active',
      ...spec,
    },
    relations: [
      { type: 'partOf', targetRef: 'system:default/shop' },
      ...dependsOn.map(target => ({
        type: 'dependsOn',
        targetRef: `resource:default/${target}`,
      })),
    ],
  };
}

/** A resource of a type. */
export function resource(
  name: string,
  type: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: API,
    kind: 'Resource',
    metadata: { name, title: name, namespace: 'default', annotations },
    spec: { type, owner: 'group:default/shop', system: 'shop' },
    relations: [{ type: 'partOf', targetRef: 'system:default/shop' }],
  };
}

/** The workload `shop` with parts. */
export function shopWith(
  parts: Partial<Pick<WorkloadEntities, 'stamps' | 'resources' | 'components'>>,
): WorkloadEntities {
  return {
    workloadRef: 'system:default/shop',
    workload: workload(),
    stamps: [],
    resources: [],
    components: [],
    apis: [],
    ...parts,
  };
}
