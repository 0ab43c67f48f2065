import {
  maturityAttestPermission,
  maturityCampaignPermission,
  maturityExemptPermission,
  maturityModelPermission,
  maturityReadPermission,
  maturityRefreshPermission,
} from '@plumbline/plugin-maturity-common';

/** What `GET /permissions` tells of the caller, by name. */
export const askedPermissions = {
  read: maturityReadPermission,
  attest: maturityAttestPermission,
  exempt: maturityExemptPermission,
  campaign: maturityCampaignPermission,
  model: maturityModelPermission,
  refresh: maturityRefreshPermission,
};
