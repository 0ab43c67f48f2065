import { X509Certificate, createHash } from 'node:crypto';
import {
  CertificateFacts,
  ListedCredential,
  certificateFacts,
  intermediateNotice,
} from '@plumbline/plugin-secret-expiry-node';
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
  const facts = certificateFacts(certificate);
  return {
    key: [use.workloadRef, use.entityRef ?? '', key].join('|'),
    name: nameOf(facts, place, use.endpoint),
    kind: 'tls-endpoint',
    workloadRef: use.workloadRef,
    entityRef: use.entityRef,
    ownerRef: use.ownerRef,
    stampRef: use.stampRef,
    created: facts.notBefore,
    notBefore: facts.notBefore,
    expires: facts.notAfter,
    rotation: use.rotation,
    ...(use.rotation === 'automatic' &&
      place === 'intermediate' && { rotatesBefore: intermediateNotice(facts) }),
    runbookUrl: use.runbookUrl,
    previous: [],
    thumbprint: facts.thumbprint,
    fingerprint: facts.fingerprint,
    issuer: facts.issuer,
    chainPlace: place,
  };
}

function nameOf(
  { subject }: CertificateFacts,
  place: ListedCertificate['place'],
  endpoint: Endpoint,
): string {
  const name = formatEndpoint(endpoint);
  return place === 'leaf' ? name : `${subject ?? 'Intermediate'} (${name})`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
