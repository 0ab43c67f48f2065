/**
 * Answer of `GET /credentials/filters`: what the credentials that the caller
 * may read can be filtered by. Each list is sorted, and holds at most 1,000.
 */
export interface CredentialFilterValues {
  /** Full refs of who renews: the credential's owner, else the workload's. */
  owners: string[];
  /** Full refs of vaults, applications and other resources that hold any. */
  entityRefs: string[];
  /** Full refs of stamps that any serves. */
  stamps: string[];
}
