import { createPermission } from '@backstage/plugin-permission-common';

/** Reading maturity: levels, criteria and their evidence. */
export const maturityReadPermission = createPermission({
  name: 'maturity.read',
  attributes: { action: 'read' },
});

/** Answering questions and asking for exemptions; users moreover only for workloads that they own. */
export const maturityAttestPermission = createPermission({
  name: 'maturity.attest',
  attributes: { action: 'create' },
});

/** Approving, denying and revoking exemptions. */
export const maturityExemptPermission = createPermission({
  name: 'maturity.exempt',
  attributes: { action: 'update' },
});

/** Making, changing and closing campaigns, and making and removing milestones. */
export const maturityCampaignPermission = createPermission({
  name: 'maturity.campaign',
  attributes: { action: 'update' },
});

/** Trying out a changed model. */
export const maturityModelPermission = createPermission({
  name: 'maturity.model',
  attributes: { action: 'update' },
});

/** Pushing facts; a source may moreover name who may push to it. */
export const maturityPushPermission = createPermission({
  name: 'maturity.push',
  attributes: { action: 'create' },
});

/** Having facts of workloads collected anew. */
export const maturityRefreshPermission = createPermission({
  name: 'maturity.refresh',
  attributes: { action: 'update' },
});

/** Every permission of the maturity family. */
export const maturityPermissions = [
  maturityReadPermission,
  maturityAttestPermission,
  maturityExemptPermission,
  maturityCampaignPermission,
  maturityModelPermission,
  maturityPushPermission,
  maturityRefreshPermission,
];
