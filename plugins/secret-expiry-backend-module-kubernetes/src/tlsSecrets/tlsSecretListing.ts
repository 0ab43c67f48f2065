import { createHash } from 'node:crypto';
import { Rotation } from '@plumbline/plugin-secret-expiry-common';
import { intermediateNotice } from '@plumbline/plugin-secret-expiry-node';
import {
  CertificateField,
  ReadCertificate,
  readCertificates,
} from '../certificates/readCertificates';
import { tellFailure } from '../cluster/ClusterFailure';
import { ClusterReader } from '../cluster/ClusterReader';
import { Picked } from '../json/Shape';
import {
  ClusterListing,
  FoundCredential,
  FoundObject,
} from '../listing/ClusterListing';
import { LABELS, WORKLOAD_KEY, listPath, placeOf } from '../listing/ObjectMeta';

const TLS_TYPE = 'kubernetes.io/tls';
/** On a secret that something renews which is not known here. */
const ROTATION_KEY = 'plumbline.io/tls-rotation';
const CERTIFICATE_NAME = 'cert-manager.io/certificate-name';

/** All that is kept of a secret. Its private key is passed over like everything else. */
const SECRET = {
  fields: {
    type: 'text',
    metadata: {
      fields: {
        name: 'text',
        namespace: 'text',
        labels: LABELS,
        annotations: {
          fields: {
            [WORKLOAD_KEY]: 'text',
            [ROTATION_KEY]: 'text',
            [CERTIFICATE_NAME]: 'text',
          },
        },
      },
    },
    data: { fields: { 'tls.crt': 'bytes' } },
  },
} as const;

/** Certificates in Kubernetes secrets of type `kubernetes.io/tls`. */
export const tlsSecretListing: ClusterListing = {
  id: 'kubernetes-tls',
  title: 'Kubernetes TLS secrets',

  async open(reader, namespace, signal) {
    return { problems: [], pages: secrets(reader, namespace, signal) };
  },

  tell(failure, cluster) {
    return tellFailure(failure, cluster, 'list secrets');
  },
};

async function* secrets(
  reader: ClusterReader,
  namespace: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<FoundObject[]> {
  const pages = reader.pages(
    listPath('/api/v1', namespace, 'secrets'),
    { fieldSelector: `type=${TLS_TYPE}` },
    SECRET,
    signal,
  );
  for await (const page of pages) {
    yield page.filter(({ type }) => type === TLS_TYPE).map(foundIn);
  }
}

function foundIn(secret: Picked<typeof SECRET>): FoundObject {
  const { name, namespace, workloadRef, problem } = placeOf(secret.metadata);
  const written = secret.data?.['tls.crt'];
  const field = written && readCertificates(written);
  const annotations = secret.metadata?.annotations;
  const rotation =
    annotations?.[CERTIFICATE_NAME] !== undefined ||
    annotations?.[ROTATION_KEY] === 'automatic'
      ? 'automatic'
      : 'manual';
  return {
    name,
    namespace,
    workloadRef,
    credentials: field ? credentialsOf(name, field.certificates, rotation) : [],
    problems: [...(problem ? [problem] : []), ...problemsOf(name, field)],
    isUnclear: !field || field.isDamaged || field.certificates.length === 0,
  };
}

function credentialsOf(
  name: string,
  certificates: ReadCertificate[],
  rotation: Rotation,
): FoundCredential[] {
  const keys = new Set<string>();
  return certificates.flatMap((certificate): FoundCredential[] => {
    const isLeaf = certificate.chainPlace === 'leaf';
    // By whom it is, so that another one in its place is a rotation.
    const key = isLeaf
      ? name
      : `${name}|${hash(certificate.subject ?? certificate.thumbprint)}`;
    if (keys.has(key)) return [];
    keys.add(key);
    return [
      {
        key,
        name: isLeaf
          ? name
          : `${certificate.subject ?? 'Intermediate'} (${name})`,
        kind: 'certificate',
        created: certificate.notBefore,
        notBefore: certificate.notBefore,
        expires: certificate.notAfter,
        rotation,
        ...(rotation === 'automatic' &&
          !isLeaf && { rotatesBefore: intermediateNotice(certificate) }),
        previous: [],
        thumbprint: certificate.thumbprint,
        fingerprint: certificate.fingerprint,
        issuer: certificate.issuer,
        chainPlace: certificate.chainPlace,
      },
    ];
  });
}

function problemsOf(
  name: string,
  field: CertificateField | undefined,
): string[] {
  const problems: string[] = [];
  if (!field || field.certificates.length === 0) {
    problems.push(
      `Secret ${name} has no certificate in tls.crt that can be read`,
    );
  } else if (field.isDamaged) {
    problems.push(`Not all of tls.crt of secret ${name} can be read`);
  }
  if (field?.hasPrivateKey) {
    problems.push(
      `Secret ${name} has a private key in tls.crt, which is shown to whoever connects to some servers; it belongs into tls.key alone`,
    );
  }
  return problems;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
