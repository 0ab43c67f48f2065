import { X509Certificate } from 'node:crypto';
import {
  CertificateFacts,
  certificateFacts,
} from '@plumbline/plugin-secret-expiry-node';
import { decodeBase64 } from './decodeBase64';

const BEGIN = Buffer.from('-----BEGIN CERTIFICATE-----');
const END = Buffer.from('-----END CERTIFICATE-----');
const PRIVATE_KEY = Buffer.from('PRIVATE KEY-----');
/** No chain is longer. */
const MOST_CERTIFICATES = 20;

/** A certificate of a chain. */
export interface ReadCertificate extends CertificateFacts {
  chainPlace: 'leaf' | 'intermediate';
}

/** What is in a field that should hold certificates. */
export interface CertificateField {
  /** Leaf first, roots left out: nobody looks at their dates. */
  certificates: ReadCertificate[];
  /** Whether something in it cannot be read. */
  isDamaged: boolean;
  /** Whether a private key is in it, where nobody expects one. */
  hasPrivateKey: boolean;
}

/**
 * Reads certificates from PEM in base64, as JSON of Kubernetes has it. Only what
 * stands between the marks of a certificate is looked at; none of it becomes
 * text, and all of it is overwritten at the end, what was given too.
 */
export function readCertificates(written: Buffer): CertificateField {
  const pem = decodeBase64(written);
  written.fill(0);
  if (!pem) return { certificates: [], isDamaged: true, hasPrivateKey: false };
  try {
    const certificates: ReadCertificate[] = [];
    let isDamaged = false;
    let at = pem.indexOf(BEGIN);
    for (let count = 0; at >= 0 && count < MOST_CERTIFICATES; count++) {
      const end = pem.indexOf(END, at);
      if (end < 0) {
        isDamaged = true;
        break;
      }
      const certificate = parse(pem.subarray(at, end + END.length));
      if (!certificate) isDamaged = true;
      else if (count === 0 || !isRoot(certificate)) {
        certificates.push({
          ...certificateFacts(certificate),
          chainPlace: count === 0 ? 'leaf' : 'intermediate',
        });
      }
      at = pem.indexOf(BEGIN, end);
    }
    return {
      certificates,
      isDamaged,
      hasPrivateKey: pem.includes(PRIVATE_KEY),
    };
  } finally {
    pem.fill(0);
  }
}

function parse(pem: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function isRoot(certificate: X509Certificate): boolean {
  return (
    certificate.ca &&
    certificate.subject === certificate.issuer &&
    certificate.checkIssued(certificate)
  );
}
