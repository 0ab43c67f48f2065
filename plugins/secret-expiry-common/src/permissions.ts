import { createPermission } from '@backstage/plugin-permission-common';

/** Reading what expires when, of every workload, and whether the sources could be read. */
export const secretExpiryReadPermission = createPermission({
  name: 'secret-expiry.read',
  attributes: { action: 'read' },
});

/** The same of what one owns: own workloads, and credentials that one is to renew. Needless for whoever may read all. */
export const secretExpiryReadOwnPermission = createPermission({
  name: 'secret-expiry.read-own',
  attributes: { action: 'read' },
});

/** Acknowledging and snoozing of what one owns, and taking that back. */
export const secretExpiryAcknowledgePermission = createPermission({
  name: 'secret-expiry.acknowledge',
  attributes: { action: 'update' },
});

/** The same of everything, having a source looked at again, and ending anybody's calendar feeds. */
export const secretExpiryManagePermission = createPermission({
  name: 'secret-expiry.manage',
  attributes: { action: 'update' },
});

/** Every permission of the secret-expiry family. */
export const secretExpiryPermissions = [
  secretExpiryReadPermission,
  secretExpiryReadOwnPermission,
  secretExpiryAcknowledgePermission,
  secretExpiryManagePermission,
];
