/**
 * What is wrong with a credential apart from its date being near.
 *
 * - `no-expiry`: no date is set, so nothing will ever warn.
 * - `lifetime-above-policy`: it lives, or has lived, longer than the policy allows.
 * - `no-rotation`: a person has to renew it, though a machine could.
 * - `password-where-identity`: a managed identity would need no credential.
 * - `superseded`: a newer version has been elsewhere for two days, and this place still has the old one.
 * - `not-yet-valid`: it begins in the future.
 */
export const FINDING_CODES = [
  'no-expiry',
  'lifetime-above-policy',
  'no-rotation',
  'password-where-identity',
  'superseded',
  'not-yet-valid',
] as const;

/** One of {@link FINDING_CODES}. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** One finding about one credential. */
export interface CredentialFinding {
  code: FindingCode;
  /** One sentence, with numbers and units. */
  reason: string;
}

/**
 * What is wrong with the vaults of a workload.
 *
 * - `stamp-without-vault`: a stamp has no vault of its own.
 * - `shared-vault`: one vault serves more than one stamp, or a stamp and global resources.
 * - `no-global-vault`: there are global resources and no vault for them.
 */
export const VAULT_FINDING_CODES = [
  'stamp-without-vault',
  'shared-vault',
  'no-global-vault',
] as const;

/** One of {@link VAULT_FINDING_CODES}. */
export type VaultFindingCode = (typeof VAULT_FINDING_CODES)[number];

/** One finding about the vaults of a workload. */
export interface VaultFinding {
  code: VaultFindingCode;
  /** Full refs of the stamps it is about; empty for global resources. */
  stampRefs: string[];
  /** Full refs of the vaults it is about. */
  vaultRefs: string[];
  /** One sentence. */
  reason: string;
  /** What to do, in the imperative. */
  nextStep: string;
}
