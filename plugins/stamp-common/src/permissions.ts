import { createPermission } from '@backstage/plugin-permission-common';

/** Seeing stamps, what their pipelines told, drift, and what a plan would do. */
export const stampReadPermission = createPermission({
  name: 'stamp.read',
  attributes: { action: 'read' },
});

/** Adding, changing and retiring stamps of own workloads, and starting workloads for own groups. */
export const stampChangePermission = createPermission({
  name: 'stamp.change',
  attributes: { action: 'create' },
});

/** The same for workloads of others. */
export const stampManagePermission = createPermission({
  name: 'stamp.manage',
  attributes: { action: 'update' },
});

/** Every permission of the stamp family. Statuses are told by services that the configuration names. */
export const stampPermissions = [
  stampReadPermission,
  stampChangePermission,
  stampManagePermission,
];
