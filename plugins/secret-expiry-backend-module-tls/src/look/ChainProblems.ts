import { X509Certificate } from 'node:crypto';
import { Endpoint } from '../endpoint/Endpoint';
import { isPlain } from '../target/AddressPolicy';
import { ShownChain } from './lookAtAddress';

/** Something wrong with what an endpoint shows. */
export interface ChainProblem {
  /** Which certificate, as sent, from 1. */
  number: number;
  /** What it is about, such as `name`. */
  subject: 'validity' | 'name' | 'trust' | 'chain';
  /** Without a full stop. */
  sentence: string;
}

/** What OpenSSL says of dates and names is said better by looking at them. */
const SAID_OTHERWISE = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'IP_ADDRESS_MISMATCH',
];

/** Whom the portal trusts, by subject. */
export class TrustAnchors {
  readonly #bySubject = new Map<string, X509Certificate[]>();

  /** @param pems - one certificate each. Those that cannot be read are left out. */
  constructor(pems: readonly string[]) {
    for (const pem of pems) {
      const certificate = readCertificate(pem);
      if (!certificate) continue;
      const others = this.#bySubject.get(certificate.subject) ?? [];
      this.#bySubject.set(certificate.subject, [...others, certificate]);
    }
  }

  /** Whether a certificate is an anchor or was signed by one. */
  vouchFor(certificate: X509Certificate): boolean {
    const same = this.#bySubject.get(certificate.subject) ?? [];
    if (
      same.some(
        ({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256,
      )
    ) {
      return true;
    }
    const issuers = this.#bySubject.get(certificate.issuer) ?? [];
    return issuers.some(issuer => signed(issuer, certificate));
  }
}

/** Whether a certificate is a root: signed by itself, as an authority. */
export function isRoot(certificate: X509Certificate): boolean {
  return certificate.ca && isSelfSigned(certificate);
}

/** What is wrong with a chain now, in the order of the chain. */
export function problemsOf(
  { chain, distrust }: ShownChain,
  { host }: Endpoint,
  anchors: TrustAnchors,
  now: Date,
): ChainProblem[] {
  const [leaf] = chain;
  const problems = chain.flatMap((certificate, index) =>
    validityProblems(certificate, index + 1, now),
  );
  // As browsers do: a common name is no host name, and `a*` no wildcard.
  const strict = { subject: 'never', partialWildcards: false } as const;
  if (!(isPlain(host) ? leaf.checkIP(host) : leaf.checkHost(host, strict))) {
    problems.push({
      number: 1,
      subject: 'name',
      sentence: `The certificate is for other names than ${host}`,
    });
  }
  const trust = trustProblem(chain, anchors);
  if (trust) problems.push(trust);
  else if (distrust && !SAID_OTHERWISE.includes(distrust)) {
    problems.push({
      number: 1,
      subject: 'trust',
      sentence: `The chain cannot be trusted: its verification failed (${distrust})`,
    });
  }
  return problems.sort((a, b) => a.number - b.number);
}

function validityProblems(
  certificate: X509Certificate,
  number: number,
  now: Date,
): ChainProblem[] {
  const { validFromDate: from, validToDate: to } = certificate;
  if (to < now) {
    const sentence = `${called(number)} expired on ${day(to)}`;
    return [{ number, subject: 'validity', sentence }];
  }
  if (from > now) {
    const sentence = `${called(number)} is not valid before ${day(from)}`;
    return [{ number, subject: 'validity', sentence }];
  }
  return [];
}

/** Follows the chain from the leaf up, through what was sent, to somebody who is trusted. */
function trustProblem(
  chain: X509Certificate[],
  anchors: TrustAnchors,
): ChainProblem | undefined {
  const path = [chain[0]];
  // The path grows while it is walked.
  for (const certificate of path) {
    if (anchors.vouchFor(certificate)) return undefined;
    const next = chain.find(
      candidate => !path.includes(candidate) && signed(candidate, certificate),
    );
    if (next) path.push(next);
  }
  const top = path[path.length - 1];
  const number = chain.indexOf(top) + 1;
  if (!isSelfSigned(top)) {
    return {
      number,
      subject: 'chain',
      sentence: `${called(
        number,
      )} is from an issuer that is neither sent along nor trusted here; an intermediate certificate may be missing`,
    };
  }
  return {
    number,
    subject: 'trust',
    sentence:
      number === 1
        ? 'The certificate is signed by itself, not by an authority that is trusted here'
        : 'The root of the chain is not trusted here; secretExpiry.tls.ca may name it',
  };
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return signed(certificate, certificate);
}

function signed(issuer: X509Certificate, certificate: X509Certificate) {
  // `checkIssued` is about names and uses, `verify` about the signature.
  return (
    certificate.issuer === issuer.subject &&
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey)
  );
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** A certificate of the chain by its number. */
function called(number: number): string {
  return number === 1
    ? 'The certificate'
    : `Certificate ${number} of the chain`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
