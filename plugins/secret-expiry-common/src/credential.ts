/** What a credential can be. */
export const CREDENTIAL_KINDS = [
  'secret',
  'key',
  'certificate',
  'client-secret',
  'tls-endpoint',
] as const;

/** One of {@link CREDENTIAL_KINDS}. */
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** Who renews it: a person, or a machine that a person only needs to watch. */
export const ROTATIONS = ['manual', 'automatic'] as const;

/** One of {@link ROTATIONS}. */
export type Rotation = (typeof ROTATIONS)[number];

/** A version of a credential that a newer one has replaced. Times are ISO 8601, UTC. */
export interface PreviousVersion {
  created: string;
  /** Absent when that version had no expiry date. */
  expires?: string;
  /** When the next version took over. */
  replaced: string;
  /** Of a certificate: as {@link Credential.thumbprint}, by which one that is still in use elsewhere is recognised. */
  thumbprint?: string;
}

/**
 * What Plumbline knows about a credential: metadata, and no field that could
 * hold its value. Times are ISO 8601 in UTC with milliseconds, so that they
 * sort as text.
 */
export interface Credential {
  name: string;
  kind: CredentialKind;
  /** Full ref of the workload that depends on it. */
  workloadRef: string;
  /** Full ref of the vault, application or resource that holds it. */
  entityRef?: string;
  /** Full ref of who renews it; the workload's owner when absent. */
  ownerRef?: string;
  created: string;
  notBefore?: string;
  /** Absent when it has no expiry date, which is a finding of its own. */
  expires?: string;
  rotation: Rotation;
  /** ISO 8601 duration before `expires` at which automatic rotation is planned. */
  rotatesBefore?: string;
  /** How to renew it. */
  runbookUrl?: string;
  /** Where to renew it. */
  portalUrl?: string;
  /** Newest first. */
  previous: PreviousVersion[];
  /** Whether it can be used; `active` when absent. A deleted one can still be recovered. */
  status?: CredentialStatus;
  /** Full ref of the stamp that it serves; absent when it serves all, or when it is not known. */
  stampRef?: string;
  /**
   * Of a certificate: SHA-1 of the whole in lower-case hex. Only this is in
   * Azure's lists, so that by it one certificate is recognised in many places.
   */
  thumbprint?: string;
  /** Of a certificate: SHA-256 of the whole in lower-case hex, for people; absent where only the thumbprint is known. */
  fingerprint?: string;
  /** Of a certificate: the common name of who issued it. */
  issuer?: string;
  /** Of a certificate in a chain: `leaf`, or one above it. `leaf` when absent. */
  chainPlace?: 'leaf' | 'intermediate';
  /** When its source says that it renews it next; ISO 8601. */
  renewsAt?: string;
  /** What could take its place, such as `managed identity`; a finding of its own. */
  replaceableBy?: string;
}

/** Whether a credential can be used. */
export const CREDENTIAL_STATUSES = ['active', 'disabled', 'deleted'] as const;

/** One of {@link CREDENTIAL_STATUSES}. */
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];
