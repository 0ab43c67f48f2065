/** What a vault holds. */
export const OBJECT_KINDS = ['secret', 'key', 'certificate'] as const;

/** One of {@link OBJECT_KINDS}. */
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Dates of one version of an object. */
export interface VaultVersion {
  /** Vaults always say it; absent when an answer is not what is documented. */
  created?: Date;
  notBefore?: Date;
  expires?: Date;
}

/** The current version of an object, as a list has it. */
export interface VaultObject extends VaultVersion {
  kind: ObjectKind;
  name: string;
  /** Belongs to the certificate of the same name, which keeps it up to date. */
  managed: boolean;
  enabled: boolean;
  /** Can still be recovered. */
  deleted: boolean;
  updated?: Date;
}

/** When a key is rotated; ISO 8601 durations, one of the two when it is. */
export interface KeyPolicy {
  rotates: boolean;
  before?: string;
  after?: string;
}

/** When a certificate is renewed; one of the two when it is. */
export interface CertificatePolicy {
  rotates: boolean;
  daysBefore?: number;
  /** Of its lifetime, from 0 to 100. */
  percentage?: number;
}

/** Each certificate once: without the secret and the key that it manages. */
export function countedOnce(objects: VaultObject[]): VaultObject[] {
  const certificates = new Set(
    objects.flatMap(({ kind, name }) => (kind === 'certificate' ? [name] : [])),
  );
  return objects.filter(
    ({ kind, name, managed }) =>
      kind === 'certificate' || !managed || !certificates.has(name),
  );
}
