import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createCredential, RestReader } from '@plumbline/plugin-azure-node';
import { CredentialSource } from '@plumbline/plugin-secret-expiry-node';
import {
  WorkloadEntities,
  readWorkloads,
} from '@plumbline/plugin-workload-node';
import { TokenCredential } from '@azure/core-auth';
import {
  PipelinePolicy,
  createDefaultHttpClient,
} from '@azure/core-rest-pipeline';
import { tokenPolicy } from './keyVault/tokenPolicy';
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
  const httpClient = createDefaultHttpClient();
  const sources: CredentialSource[] = [];
  if (keyVault) {
    const connection = {
      credential,
      httpClient,
      network,
      timeoutMs: keyVault.timeoutMs,
    };
    const token = tokenPolicy(credential, `https://${cloud.vaultSuffix}`);
    sources.push(
      new KeyVaultSource({
        schedule: keyVault.schedule,
        catalogVaults: () => ofWorkloads(options, vaultsOf),
        approval: new VaultApproval({
          approved: keyVault.approved,
          suffix: cloud.vaultSuffix,
          management: new RestReader(cloud.managementUrl, connection),
          now,
        }),
        openReader: url => new VaultReader(url, token, connection),
        portalUrl: cloud.portalUrl,
        now,
      }),
    );
  }
  if (microsoftGraph) {
    const { applications, schedule, timeoutMs } = microsoftGraph;
    sources.push(
      new GraphSource({
        schedule,
        holders: async () =>
          withConfigured(
            await ofWorkloads(options, applicationsOf),
            applications,
          ),
        reader: new GraphReader(
          new RestReader(cloud.graphUrl, {
            credential,
            httpClient,
            network,
            timeoutMs,
          }),
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
