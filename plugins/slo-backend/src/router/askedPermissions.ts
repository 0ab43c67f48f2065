import {
  sloAgreePermission,
  sloExcludePermission,
  sloManagePermission,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';

/** What `GET /permissions` tells of the caller, by name. */
export const askedPermissions = {
  read: sloReadPermission,
  exclude: sloExcludePermission,
  agree: sloAgreePermission,
  manage: sloManagePermission,
};
