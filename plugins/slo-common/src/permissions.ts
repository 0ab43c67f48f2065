import { createPermission } from '@backstage/plugin-permission-common';

/** Reading SLOs: status, history and document errors. */
export const sloReadPermission = createPermission({
  name: 'slo.read',
  attributes: { action: 'read' },
});

/** Every permission of the slo family. */
export const sloPermissions = [sloReadPermission];
