import {
  ClusterFailure,
  failureOfConnection,
  tellFailure,
} from '../cluster/ClusterFailure';
import { ClusterReader } from '../cluster/ClusterReader';
import { Picked } from '../json/Shape';
import { ClusterListing, FoundObject } from '../listing/ClusterListing';
import {
  LABELS,
  WORKLOAD_KEY,
  listPath,
  placeOf,
  timeOf,
} from '../listing/ObjectMeta';
import {
  API,
  IssuedVersions,
  readIssuedVersions,
  versionsOf,
} from './issuedVersions';

const CERTIFICATE = {
  fields: {
    metadata: {
      fields: {
        name: 'text',
        namespace: 'text',
        creationTimestamp: 'text',
        labels: LABELS,
        annotations: { fields: { [WORKLOAD_KEY]: 'text' } },
      },
    },
    spec: { fields: { issuerRef: { fields: { name: 'text' } } } },
    status: {
      fields: {
        notBefore: 'text',
        notAfter: 'text',
        renewalTime: 'text',
        revision: 'number',
        failedIssuanceAttempts: 'number',
        lastFailureTime: 'text',
        conditions: {
          each: { fields: { type: 'text', status: 'text', reason: 'text' } },
        },
      },
    },
  },
} as const;

type Certificate = Picked<typeof CERTIFICATE>;

/** Certificates that cert-manager keeps: what it says of them, without the secrets that it keeps them in. */
export const certManagerListing: ClusterListing = {
  id: 'cert-manager',
  title: 'cert-manager',

  async open(reader, namespace, signal) {
    const { issued, problems } = await issuedOf(reader, namespace, signal);
    return { problems, pages: certificates(reader, namespace, issued, signal) };
  },

  tell(failure, cluster) {
    return failure.kind === 'missing'
      ? `Cluster ${cluster} does not have cert-manager with cert-manager.io/v1; set certManager of it to false if that is so`
      : tellFailure(failure, cluster, 'list certificates.cert-manager.io');
  },
};

async function issuedOf(
  reader: ClusterReader,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<{ issued: IssuedVersions; problems: string[] }> {
  try {
    const issued = await readIssuedVersions(reader, namespace, signal);
    return { issued, problems: [] };
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOfConnection(error);
    if (failure.kind !== 'forbidden') throw failure;
    return {
      issued: new Map(),
      problems: [
        'Certificates are not recognised in other places and have no history: the portal may not list certificaterequests.cert-manager.io',
      ],
    };
  }
}

async function* certificates(
  reader: ClusterReader,
  namespace: string | undefined,
  issued: IssuedVersions,
  signal: AbortSignal,
): AsyncGenerator<FoundObject[]> {
  const pages = reader.pages(
    listPath(API, namespace, 'certificates'),
    {},
    CERTIFICATE,
    signal,
  );
  for await (const page of pages) {
    yield page.map(certificate => foundIn(certificate, issued));
  }
}

function foundIn(
  certificate: Certificate,
  issued: IssuedVersions,
): FoundObject {
  const { metadata, spec, status } = certificate;
  const { name, namespace, workloadRef, problem } = placeOf(metadata);
  const problems = [
    ...(problem ? [problem] : []),
    ...problemsOf(name, certificate),
  ];
  const expires = timeOf(status?.notAfter);
  if (expires === undefined) {
    return {
      ...{ name, namespace, workloadRef, problems },
      credentials: [],
      isUnclear: status?.notAfter !== undefined,
    };
  }
  const notBefore = timeOf(status?.notBefore);
  const { current, previous } = versionsOf(
    issued.get(`${namespace}/${name}`) ?? [],
    { revision: status?.revision, notBefore, notAfter: expires },
  );
  const created =
    current?.notBefore ?? notBefore ?? timeOf(metadata?.creationTimestamp);
  if (created === undefined) throw new ClusterFailure('shape');
  return {
    ...{ name, namespace, workloadRef, problems },
    isUnclear: false,
    credentials: [
      {
        key: name,
        name,
        kind: 'certificate',
        created,
        notBefore: current?.notBefore ?? notBefore,
        expires,
        rotation: 'automatic',
        renewsAt: timeOf(status?.renewalTime),
        previous,
        thumbprint: current?.thumbprint,
        fingerprint: current?.fingerprint,
        issuer: current?.issuer ?? spec?.issuerRef?.name,
        chainPlace: 'leaf',
      },
    ],
  };
}

function problemsOf(name: string, { status }: Certificate): string[] {
  const attempts = status?.failedIssuanceAttempts ?? 0;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  // Messages may quote what an issuer answered; reasons are single words.
  const reason = /^\w{1,60}$/.test(ready?.reason ?? '')
    ? ` (${ready!.reason})`
    : '';
  const last = timeOf(status?.lastFailureTime);
  const on = last ? `, last on ${last.slice(0, 10)}` : '';
  if (attempts > 0) {
    return [
      `cert-manager has tried ${attempts} ${
        attempts === 1 ? 'time' : 'times'
      } in vain to issue certificate ${name}${on}${reason}; its CertificateRequests say why`,
    ];
  }
  if (status?.notAfter === undefined) {
    return [`cert-manager has not issued certificate ${name} yet${reason}`];
  }
  return [];
}
