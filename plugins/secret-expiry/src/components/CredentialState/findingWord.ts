import { FindingCode } from '@plumbline/plugin-secret-expiry-common';

/** Key of a finding's word in the translations. */
export const FINDING_WORDS = {
  'no-expiry': 'finding.noExpiry',
  'lifetime-above-policy': 'finding.lifetimeAbovePolicy',
  'no-rotation': 'finding.noRotation',
  'password-where-identity': 'finding.passwordWhereIdentity',
  superseded: 'finding.superseded',
  'not-yet-valid': 'finding.notYetValid',
} as const satisfies Record<FindingCode, string>;
