import { KubernetesObject } from './ApiServer';

export const SECRETS = '/api/v1/secrets';
export const NAMESPACES = '/api/v1/namespaces';
export const CERTIFICATES = '/apis/cert-manager.io/v1/certificates';
export const REQUESTS = '/apis/cert-manager.io/v1/certificaterequests';

type Metadata = Partial<KubernetesObject['metadata']>;

export function namespace(name: string): KubernetesObject {
  return { metadata: { name } };
}

/** A secret of type `kubernetes.io/tls` as Kubernetes answers with it. */
export function tlsSecret(
  name: string,
  parts: { certificate: string; key?: string },
  metadata: Metadata = {},
): KubernetesObject {
  return {
    metadata: { name, namespace: 'shop', ...metadata },
    data: {
      'tls.crt': base64(parts.certificate),
      'tls.key': base64(parts.key ?? 'no key'),
    },
    type: 'kubernetes.io/tls',
  };
}

/** A Certificate of cert-manager. */
export function certificate(
  name: string,
  status: object,
  metadata: Metadata = {},
): KubernetesObject {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...metadata,
    },
    spec: {
      secretName: `${name}-tls`,
      issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
      dnsNames: ['shop.example.com'],
    },
    status,
  };
}

/** What cert-manager asked an issuer for, and got. */
export function request(
  certificateName: string,
  revision: number,
  issued: string | undefined,
  metadata: Metadata = {},
): KubernetesObject {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'CertificateRequest',
    metadata: {
      name: `${certificateName}-${revision}`,
      namespace: 'shop',
      annotations: {
        'cert-manager.io/certificate-name': certificateName,
        'cert-manager.io/certificate-revision': String(revision),
      },
      ...metadata,
    },
    spec: { request: base64('a request') },
    status: issued === undefined ? {} : { certificate: base64(issued) },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
