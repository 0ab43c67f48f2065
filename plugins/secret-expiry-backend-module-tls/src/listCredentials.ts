import { X509Certificate, createHash } from 'node:crypto';
import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { Endpoint, formatEndpoint } from './endpoint/Endpoint';
import { EndpointUse } from './endpoint/EndpointUse';
import { isRoot } from './look/ChainProblems';
import { ShownChain } from './look/lookAtAddress';

/** A certificate of an endpoint, whichever of its addresses shows it. */
export interface ListedCertificate {
  certificate: X509Certificate;
  place: 'leaf' | 'intermediate';
  /** The same before and after a renewal. */
  key: string;
}

/**
 * The certificates of an endpoint, each once, roots left out: a server need not
 * send one, and nobody looks at its date.
 *
 * Where addresses show different ones of the same kind, as in the middle of a
 * renewal, the one that expires first has the plain key: when it is gone, the
 * next takes its place, which is what a rotation is.
 */
export function listCertificates(chains: ShownChain[]): ListedCertificate[] {
  const byKey = new Map<string, ListedCertificate[]>();
  const seen = new Set<string>();
  for (const { chain } of chains) {
    chain.forEach((certificate, index) => {
      if (index > 0 && isRoot(certificate)) return;
      if (seen.has(certificate.fingerprint256)) return;
      seen.add(certificate.fingerprint256);
      const place = index === 0 ? 'leaf' : 'intermediate';
      const key =
        place === 'leaf' ? place : `${place}/${hash(certificate.subject)}`;
      const others = byKey.get(key) ?? [];
      byKey.set(key, [...others, { certificate, place, key }]);
    });
  }
  return [...byKey.values()].flatMap(certificates =>
    certificates
      .sort(
        (a, b) =>
          a.certificate.validToDate.getTime() -
            b.certificate.validToDate.getTime() ||
          a.certificate.fingerprint256.localeCompare(
            b.certificate.fingerprint256,
          ),
      )
      .map((each, index) =>
        index === 0 ? each : { ...each, key: `${each.key}/${index + 1}` },
      ),
  );
}

/** A certificate as a credential of everybody who uses the endpoint. */
export function listCredentials(
  certificates: ListedCertificate[],
  uses: EndpointUse[],
): ListedCredential[] {
  return uses.flatMap(use => certificates.map(each => toCredential(each, use)));
}

function toCredential(
  { certificate, place, key }: ListedCertificate,
  use: EndpointUse,
): ListedCredential {
  const from = certificate.validFromDate.toISOString();
  return {
    key: [use.workloadRef, use.entityRef ?? '', key].join('|'),
    name: nameOf(certificate, place, use.endpoint),
    kind: 'tls-endpoint',
    workloadRef: use.workloadRef,
    entityRef: use.entityRef,
    ownerRef: use.ownerRef,
    stampRef: use.stampRef,
    created: from,
    notBefore: from,
    expires: certificate.validToDate.toISOString(),
    rotation: use.rotation,
    runbookUrl: use.runbookUrl,
    previous: [],
    fingerprint: certificate.fingerprint256
      .replaceAll(':', '')
      .toLocaleLowerCase('en-US'),
    issuer: commonName(certificate.issuer),
    chainPlace: place,
  };
}

function nameOf(
  certificate: X509Certificate,
  place: ListedCertificate['place'],
  endpoint: Endpoint,
): string {
  const name = formatEndpoint(endpoint);
  return place === 'leaf'
    ? name
    : `${commonName(certificate.subject) ?? 'Intermediate'} (${name})`;
}

/** The common name, or what else stands for it, of a subject or issuer as Node writes it. */
export function commonName(distinguished: string): string | undefined {
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

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
