import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createCredential } from '@plumbline/plugin-azure-node';
import { CredentialSource } from '@plumbline/plugin-secret-expiry-node';
import { readWorkloads } from '@plumbline/plugin-workload-node';
import { KubernetesSource } from './KubernetesSource';
import { DeclaredNamespaces, namespacesOf } from './catalog/NamespaceUse';
import { certManagerListing } from './certManager/certManagerListing';
import { TokenOf } from './cluster/Cluster';
import { ClusterReader } from './cluster/ClusterReader';
import { tokenFromAzure, tokenFromFile } from './cluster/tokens';
import { ClusterConfig, KubernetesConfig } from './config/readKubernetesConfig';
import { tlsSecretListing } from './tlsSecrets/tlsSecretListing';

/** The sources that some cluster of the configuration has. Nobody signs in before something is listed. */
export function createSources(
  config: KubernetesConfig,
  options: { auth: AuthService; catalog: CatalogService },
): CredentialSource[] {
  const { clusters, schedule, timeoutMs } = config;
  const tokenOf = tokensOf(config);
  return [
    {
      listing: certManagerListing,
      has: (each: ClusterConfig) => each.certManager,
    },
    {
      listing: tlsSecretListing,
      has: (each: ClusterConfig) => each.tlsSecrets,
    },
  ].flatMap(({ listing, has }) => {
    const own = clusters.filter(has).map(each => ({
      cluster: each.cluster,
      openReader: () =>
        new ClusterReader(each.cluster, { tokenOf: tokenOf(each), timeoutMs }),
    }));
    if (own.length === 0) return [];
    return [
      new KubernetesSource({
        listing,
        schedule,
        clusters: own,
        clusterNames: clusters.map(({ cluster }) => cluster.name),
        declared: () => readDeclared(options),
      }),
    ];
  });
}

function tokensOf({
  azure,
}: KubernetesConfig): (cluster: ClusterConfig) => TokenOf {
  let fromAzure: TokenOf | undefined;
  return ({ auth }) => {
    if (auth.kind === 'token') return tokenFromFile(auth.tokenFile);
    // One for all clusters: it keeps its token until that must be renewed.
    fromAzure ??= tokenFromAzure(
      createCredential(azure.credential, {
        authorityHost: azure.authorityHost,
      }),
    );
    return fromAzure;
  };
}

async function readDeclared({
  auth,
  catalog,
}: {
  auth: AuthService;
  catalog: CatalogService;
}): Promise<DeclaredNamespaces> {
  const pages = readWorkloads({
    catalog,
    credentials: await auth.getOwnServiceCredentials(),
  });
  const declared: DeclaredNamespaces = { uses: [], problems: [] };
  for await (const page of pages) {
    for (const entities of page) {
      const { uses, problems } = namespacesOf(entities);
      declared.uses.push(...uses);
      declared.problems.push(...problems);
    }
  }
  return declared;
}
