import { PreviousVersion } from '@plumbline/plugin-secret-expiry-common';
import { CertificateFacts } from '@plumbline/plugin-secret-expiry-node';
import { readCertificates } from '../certificates/readCertificates';
import { ClusterReader } from '../cluster/ClusterReader';
import { listPath } from '../listing/ObjectMeta';

export const API = '/apis/cert-manager.io/v1';
const MOST_PREVIOUS = 20;
const CERTIFICATE_NAME = 'cert-manager.io/certificate-name';
const CERTIFICATE_REVISION = 'cert-manager.io/certificate-revision';

const REQUEST = {
  fields: {
    metadata: {
      fields: {
        namespace: 'text',
        annotations: {
          fields: {
            [CERTIFICATE_NAME]: 'text',
            [CERTIFICATE_REVISION]: 'text',
          },
        },
      },
    },
    status: { fields: { certificate: 'bytes' } },
  },
} as const;

/** A version of a Certificate, as its issuer answered with it. */
export interface IssuedVersion extends CertificateFacts {
  revision: number;
}

/** By `namespace/certificate`. */
export type IssuedVersions = ReadonlyMap<string, IssuedVersion[]>;

/**
 * Versions of Certificates from the requests that cert-manager keeps of them.
 * What was issued is public and stands there, so that no secret is needed to
 * recognise a certificate in other places.
 *
 * @throws ClusterFailure
 */
export async function readIssuedVersions(
  reader: ClusterReader,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<IssuedVersions> {
  const issued = new Map<string, IssuedVersion[]>();
  const pages = reader.pages(
    listPath(API, namespace, 'certificaterequests'),
    {},
    REQUEST,
    signal,
  );
  for await (const page of pages) {
    for (const { metadata, status } of page) {
      const name = metadata?.annotations?.[CERTIFICATE_NAME];
      const revision = Number(metadata?.annotations?.[CERTIFICATE_REVISION]);
      const [leaf] = status?.certificate
        ? readCertificates(status.certificate).certificates
        : [];
      if (!leaf || !name || !Number.isInteger(revision)) continue;
      const key = `${metadata!.namespace}/${name}`;
      const { chainPlace, ...facts } = leaf;
      const others = (issued.get(key) ?? []).filter(
        // The list may have begun again.
        ({ thumbprint }) => thumbprint !== facts.thumbprint,
      );
      issued.set(key, [...others, { ...facts, revision }]);
    }
  }
  return issued;
}

/** Which of the versions is the one that a Certificate has now, and what came before it. */
export function versionsOf(
  issued: readonly IssuedVersion[],
  {
    revision,
    notBefore,
    notAfter,
  }: { revision?: number; notBefore?: string; notAfter: string },
): { current?: IssuedVersion; previous: PreviousVersion[] } {
  const sorted = [...issued].sort((a, b) => a.revision - b.revision);
  // A request may be issued before the Certificate has taken it over.
  const current = sorted.findLast(
    version =>
      version.notAfter === notAfter &&
      (revision === undefined || version.revision <= revision),
  );
  const since = current?.notBefore ?? notBefore;
  if (since === undefined) return { current, previous: [] };
  const earlier = sorted.filter(
    version =>
      version !== current &&
      version.notBefore < since &&
      version.revision < (current?.revision ?? revision ?? 0),
  );
  const previous = earlier.map(
    (version, index): PreviousVersion => ({
      created: version.notBefore,
      expires: version.notAfter,
      replaced: earlier[index + 1]?.notBefore ?? since,
      thumbprint: version.thumbprint,
    }),
  );
  return { current, previous: previous.reverse().slice(0, MOST_PREVIOUS) };
}
