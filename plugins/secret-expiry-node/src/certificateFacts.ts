import { X509Certificate } from 'node:crypto';

/** What a certificate says about itself; all of it is public. */
export interface CertificateFacts {
  /** SHA-1 of the whole, lower-case hex: what Azure's lists have, so that it is recognised in many places. */
  thumbprint: string;
  /** SHA-256 of the whole, lower-case hex. */
  fingerprint: string;
  /** ISO 8601. */
  notBefore: string;
  /** ISO 8601. */
  notAfter: string;
  /** Its common name. */
  subject?: string;
  /** Common name of who issued it. */
  issuer?: string;
}

/** What is kept of a certificate. */
export function certificateFacts(
  certificate: X509Certificate,
): CertificateFacts {
  return {
    thumbprint: hex(certificate.fingerprint),
    fingerprint: hex(certificate.fingerprint256),
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
  };
}

const DAY_S = 86_400;

/**
 * How long before its end a machine that renews a leaf should have brought
 * another intermediate with it: 30 days, or a third of its lifetime if that is
 * less. Authorities replace intermediates when they see fit, some years before
 * they end and some weeks, so that an earlier date would warn of nothing.
 *
 * @returns an ISO 8601 duration, for `rotatesBefore`.
 */
export function intermediateNotice({
  notBefore,
  notAfter,
}: Pick<CertificateFacts, 'notBefore' | 'notAfter'>): string {
  const lifetime = (Date.parse(notAfter) - Date.parse(notBefore)) / 1_000;
  return `PT${Math.floor(Math.max(0, Math.min(30 * DAY_S, lifetime / 3)))}S`;
}

function hex(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}

/** The common name, or what else stands for it, of a subject or issuer as Node writes it. */
function commonName(distinguished: string): string | undefined {
  const parts = (distinguished ?? '').split('\n');
  const written = ['CN=', 'OU=', 'O=']
    .map(prefix => parts.find(part => part.startsWith(prefix)))
    .find(Boolean);
  // Control characters have no place on a page, and names no end of length.
  return written
    ?.slice(written.indexOf('=') + 1)
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200);
}
