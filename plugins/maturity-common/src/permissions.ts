import { createPermission } from '@backstage/plugin-permission-common';

/** Reading maturity: levels, criteria and their evidence. */
export const maturityReadPermission = createPermission({
  name: 'maturity.read',
  attributes: { action: 'read' },
});

/** Answering attestation criteria; users moreover only for workloads that they own. */
export const maturityAttestPermission = createPermission({
  name: 'maturity.attest',
  attributes: { action: 'create' },
});

/** Every permission of the maturity family. */
export const maturityPermissions = [
  maturityReadPermission,
  maturityAttestPermission,
];
