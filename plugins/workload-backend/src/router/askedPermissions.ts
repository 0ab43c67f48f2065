import {
  workloadIncidentActPermission,
  workloadManagePermission,
  workloadModelEditPermission,
  workloadReadPermission,
  workloadSignalReportPermission,
} from '@plumbline/plugin-workload-common';

/** What `GET /permissions` tells, by name in its answer. */
export const askedPermissions = {
  read: workloadReadPermission,
  report: workloadSignalReportPermission,
  edit: workloadModelEditPermission,
  act: workloadIncidentActPermission,
  manage: workloadManagePermission,
};
