import { Entity } from '@backstage/catalog-model';

/** A workload as the catalog returns it. */
export function workload(
  name: string,
  options: { owner?: string; escalation?: string } = {},
): Entity {
  const { owner = 'group:default/team', escalation } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      namespace: 'default',
      name,
      annotations: escalation
        ? { 'plumbline.io/escalation': escalation }
        : undefined,
    },
    spec: { type: 'workload', owner },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}
