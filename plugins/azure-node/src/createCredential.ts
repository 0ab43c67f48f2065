import { TokenCredential } from '@azure/core-auth';
import {
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  TokenCredentialOptions,
  WorkloadIdentityCredential,
} from '@azure/identity';

/** How the portal signs in to Microsoft Entra ID. */
export type CredentialConfig =
  /** Whatever the machine offers: environment variables, managed identity, a developer's sign-in. The IDs say which, where it offers several. */
  | { kind: 'default'; tenantId?: string; clientId?: string }
  | {
      kind: 'clientSecret';
      tenantId: string;
      clientId: string;
      clientSecret: string;
    }
  | { kind: 'managedIdentity'; clientId?: string }
  | {
      kind: 'workloadIdentity';
      tenantId?: string;
      clientId?: string;
      /** File with the federated token. */
      tokenFile?: string;
    };

/** Where tokens come from, and how it is talked to. */
export type CredentialOptions = TokenCredentialOptions & {
  /** For authorities that no public cloud knows of. */
  disableInstanceDiscovery?: boolean;
};

/** A new credential, without tokens yet. */
export function createCredential(
  config: CredentialConfig,
  options: CredentialOptions,
): TokenCredential {
  const { clientId } = config;
  switch (config.kind) {
    case 'clientSecret':
      return new ClientSecretCredential(
        config.tenantId,
        config.clientId,
        config.clientSecret,
        options,
      );
    case 'managedIdentity':
      // It asks the machine, not the authority.
      return clientId
        ? new ManagedIdentityCredential({ clientId })
        : new ManagedIdentityCredential();
    case 'workloadIdentity':
      return new WorkloadIdentityCredential({
        ...options,
        tenantId: config.tenantId,
        clientId,
        tokenFilePath: config.tokenFile,
      });
    default:
      return new DefaultAzureCredential({
        ...options,
        tenantId: config.tenantId,
        managedIdentityClientId: clientId,
        workloadIdentityClientId: clientId,
      });
  }
}
