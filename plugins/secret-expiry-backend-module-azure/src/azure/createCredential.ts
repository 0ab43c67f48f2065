import { TokenCredential } from '@azure/core-auth';
import {
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { CredentialConfig } from '../readAzureConfig';

/** A new credential, without tokens yet. */
export function createCredential(
  config: CredentialConfig,
  authorityHost: string,
): TokenCredential {
  switch (config.kind) {
    case 'clientSecret':
      return new ClientSecretCredential(
        config.tenantId,
        config.clientId,
        config.clientSecret,
        { authorityHost },
      );
    case 'managedIdentity':
      return config.clientId
        ? new ManagedIdentityCredential({ clientId: config.clientId })
        : new ManagedIdentityCredential();
    case 'workloadIdentity':
      return new WorkloadIdentityCredential({
        authorityHost,
        tenantId: config.tenantId,
        clientId: config.clientId,
        tokenFilePath: config.tokenFile,
      });
    default:
      return new DefaultAzureCredential({ authorityHost });
  }
}
