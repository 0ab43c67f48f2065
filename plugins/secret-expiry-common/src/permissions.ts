import { createPermission } from '@backstage/plugin-permission-common';

/** Reading what expires when, and whether the sources could be read. */
export const secretExpiryReadPermission = createPermission({
  name: 'secret-expiry.read',
  attributes: { action: 'read' },
});

/** Every permission of the secret-expiry family. */
export const secretExpiryPermissions = [secretExpiryReadPermission];
