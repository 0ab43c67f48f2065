import {
  stampChangePermission,
  stampManagePermission,
  stampReadPermission,
} from '@plumbline/plugin-stamp-common';

/** What `GET /permissions` tells of the caller, by name. */
export const askedPermissions = {
  read: stampReadPermission,
  change: stampChangePermission,
  manage: stampManagePermission,
};
