import { createPermission } from '@backstage/plugin-permission-common';

/** Reading workloads: the portfolio, overview, health, service map, history and incidents. */
export const workloadReadPermission = createPermission({
  name: 'workload.read',
  attributes: { action: 'read' },
});

/** Pushing signals about workloads, and taking them back. */
export const workloadSignalReportPermission = createPermission({
  name: 'workload.signal.report',
  attributes: { action: 'update' },
});

/** Editing the health model of an own workload and announcing maintenance of it. */
export const workloadModelEditPermission = createPermission({
  name: 'workload.model.edit',
  attributes: { action: 'update' },
});

/** Acknowledging, noting and reviewing incidents of an own workload, or one whose escalation path names the caller. */
export const workloadIncidentActPermission = createPermission({
  name: 'workload.incident.act',
  attributes: { action: 'update' },
});

/** All of it for every workload, and views shared with everyone. */
export const workloadManagePermission = createPermission({
  name: 'workload.manage',
  attributes: { action: 'update' },
});

/** Every permission of the workload family. */
export const workloadPermissions = [
  workloadReadPermission,
  workloadSignalReportPermission,
  workloadModelEditPermission,
  workloadIncidentActPermission,
  workloadManagePermission,
];
