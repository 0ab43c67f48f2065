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
  /** Of a certificate: SHA-1 of the whole in lower-case hex. */
  thumbprint?: string;
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

/**
 * Each object once: a certificate without the secret and the key that it
 * manages, and what was deleted or recovered between two lists, so that it is
 * in both, as the one that is there.
 */
export function countedOnce(objects: VaultObject[]): VaultObject[] {
  const certificates = new Set(
    objects.flatMap(({ kind, name }) => (kind === 'certificate' ? [name] : [])),
  );
  const once = new Map<string, VaultObject>();
  for (const object of objects) {
    const { kind, name, managed } = object;
    if (kind !== 'certificate' && managed && certificates.has(name)) continue;
    const key = keyOf(object);
    if (once.get(key)?.deleted !== false) once.set(key, object);
  }
  return [...once.values()];
}

/** Names an object in its vault, whatever its version, such as `certificate/api-tls`. */
export function keyOf({ kind, name }: VaultObject): string {
  return `${kind}/${name}`;
}

/** What the policy of a key or a certificate says. */
export type Policy =
  | { kind: 'key'; policy: KeyPolicy }
  | { kind: 'certificate'; policy: CertificatePolicy };
