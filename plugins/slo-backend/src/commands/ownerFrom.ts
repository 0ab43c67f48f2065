import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { DocumentOwner } from '@plumbline/plugin-slo-common';

/** The workload that a command is told on its command line, as the entity that leads to documents. */
export function ownerFrom(written: string): DocumentOwner {
  const workloadRef = stringifyEntityRef(
    parseEntityRef(written, {
      defaultKind: 'system',
      defaultNamespace: 'default',
    }),
  );
  return { entityRef: workloadRef, workloadRef };
}
