import { CloudName } from '@plumbline/plugin-azure-node';

/** Addresses of an Azure cloud. */
export interface Cloud {
  /** What every vault's host ends with, after its name and a dot. */
  vaultSuffix: string;
  /** Azure Resource Manager. */
  managementUrl: string;
  graphUrl: string;
  portalUrl: string;
}

/** Addresses of the clouds, as Microsoft documents them. */
export const CLOUDS: Record<CloudName, Cloud> = {
  public: {
    vaultSuffix: 'vault.azure.net',
    managementUrl: 'https://management.azure.com',
    graphUrl: 'https://graph.microsoft.com',
    portalUrl: 'https://portal.azure.com',
  },
  government: {
    vaultSuffix: 'vault.usgovcloudapi.net',
    managementUrl: 'https://management.usgovcloudapi.net',
    graphUrl: 'https://graph.microsoft.us',
    portalUrl: 'https://portal.azure.us',
  },
  china: {
    vaultSuffix: 'vault.azure.cn',
    managementUrl: 'https://management.chinacloudapi.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    portalUrl: 'https://portal.azure.cn',
  },
};
