import { createPermission } from '@backstage/plugin-permission-common';

/** Reading SLOs: status, history, alerts, agreements, reports and document errors. */
export const sloReadPermission = createPermission({
  name: 'slo.read',
  attributes: { action: 'read' },
});

/** Taking maintenance out of the count, and taking that back; of own workloads, or of all by {@link sloManagePermission}. */
export const sloExcludePermission = createPermission({
  name: 'slo.exclude',
  attributes: { action: 'create' },
});

/** Correcting the hot path of own workloads. */
export const sloAgreePermission = createPermission({
  name: 'slo.agree',
  attributes: { action: 'update' },
});

/** The same for workloads of others. */
export const sloManagePermission = createPermission({
  name: 'slo.manage',
  attributes: { action: 'update' },
});

/** Every permission of the slo family. Samples and events are pushed by services that the configuration names. */
export const sloPermissions = [
  sloReadPermission,
  sloExcludePermission,
  sloAgreePermission,
  sloManagePermission,
];
