import {
  ClientSecretCredential,
  DefaultAzureCredential,
  TokenCredential,
  TokenCredentialOptions,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { EntraSettings } from '../config/PrometheusServer';

/**
 * The credential that the settings describe: a client secret, a workload
 * identity, or else whatever the machine offers (managed identity, environment
 * variables, a developer's sign-in).
 */
export function createCredential(
  settings: EntraSettings,
  options: TokenCredentialOptions & { disableInstanceDiscovery?: boolean } = {},
): TokenCredential {
  const { tenantId, clientId, clientSecret, tokenFile, authorityHost } =
    settings;
  const common = { ...options, ...(authorityHost && { authorityHost }) };
  if (clientSecret) {
    return new ClientSecretCredential(
      tenantId!,
      clientId!,
      clientSecret,
      common,
    );
  }
  if (tokenFile) {
    return new WorkloadIdentityCredential({
      ...common,
      tenantId,
      clientId,
      tokenFilePath: tokenFile,
    });
  }
  return new DefaultAzureCredential({
    ...common,
    tenantId,
    managedIdentityClientId: clientId,
    workloadIdentityClientId: clientId,
  });
}
