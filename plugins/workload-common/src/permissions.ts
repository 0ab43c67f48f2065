import { createPermission } from '@backstage/plugin-permission-common';

/** Reading workloads: the portfolio, overview, health and service map. */
export const workloadReadPermission = createPermission({
  name: 'workload.read',
  attributes: { action: 'read' },
});

/** Every permission of the workload family. */
export const workloadPermissions = [workloadReadPermission];
