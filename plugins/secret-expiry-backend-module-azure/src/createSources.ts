import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createCredential } from '@plumbline/plugin-azure-node';
import { CredentialSource } from '@plumbline/plugin-secret-expiry-node';
import {
  WorkloadEntities,
  readWorkloads,
} from '@plumbline/plugin-workload-node';
import { TokenCredential } from '@azure/core-auth';
import { PipelinePolicy } from '@azure/core-rest-pipeline';
import { RestReader } from './azure/RestReader';
import { GraphReader } from './graph/GraphReader';
import { GraphSource } from './graph/GraphSource';
import { applicationsOf, withConfigured } from './graph/ApplicationHolder';
import { KeyVaultSource } from './keyVault/KeyVaultSource';
import { vaultsOf } from './keyVault/CatalogVault';
import { VaultApproval } from './keyVault/VaultApproval';
import { VaultReader } from './keyVault/VaultReader';
import { AzureConfig } from './readAzureConfig';

/** The sources that are configured. Nobody signs in before something is listed. */
export function createSources(
  config: AzureConfig,
  options: {
    auth: AuthService;
    catalog: CatalogService;
    /** Instead of the configured one. */
    credential?: TokenCredential;
    network?: PipelinePolicy;
    now?: () => Date;
  },
): CredentialSource[] {
  const { network, now = () => new Date() } = options;
  const { cloud, keyVault, microsoftGraph } = config;
  const credential =
    options.credential ??
    createCredential(config.credential, {
      authorityHost: config.authorityHost,
    });
  const sources: CredentialSource[] = [];
  if (keyVault) {
    const connection = { credential, network, timeoutMs: keyVault.timeoutMs };
    sources.push(
      new KeyVaultSource({
        catalogVaults: () => ofWorkloads(options, vaultsOf),
        approval: new VaultApproval({
          approved: keyVault.approved,
          suffix: cloud.vaultSuffix,
          management: new RestReader(cloud.managementUrl, connection),
          now,
        }),
        openReader: url => new VaultReader(url, connection),
        portalUrl: cloud.portalUrl,
        now,
      }),
    );
  }
  if (microsoftGraph) {
    const { applications, timeoutMs } = microsoftGraph;
    sources.push(
      new GraphSource({
        holders: async () =>
          withConfigured(
            await ofWorkloads(options, applicationsOf),
            applications,
          ),
        reader: new GraphReader(
          new RestReader(cloud.graphUrl, { credential, network, timeoutMs }),
        ),
        portalUrl: cloud.portalUrl,
      }),
    );
  }
  return sources;
}

async function ofWorkloads<T>(
  { auth, catalog }: { auth: AuthService; catalog: CatalogService },
  read: (entities: WorkloadEntities) => T[],
): Promise<T[]> {
  const pages = readWorkloads({
    catalog,
    credentials: await auth.getOwnServiceCredentials(),
  });
  const found: T[] = [];
  for await (const page of pages) found.push(...page.flatMap(read));
  return found;
}
