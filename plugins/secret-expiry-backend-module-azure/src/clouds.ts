/** An Azure cloud by its short name. */
export type CloudName = 'public' | 'government' | 'china';

/** Addresses of an Azure cloud. */
export interface Cloud {
  /** Where tokens come from. */
  authorityHost: string;
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
    authorityHost: 'https://login.microsoftonline.com',
    vaultSuffix: 'vault.azure.net',
    managementUrl: 'https://management.azure.com',
    graphUrl: 'https://graph.microsoft.com',
    portalUrl: 'https://portal.azure.com',
  },
  government: {
    authorityHost: 'https://login.microsoftonline.us',
    vaultSuffix: 'vault.usgovcloudapi.net',
    managementUrl: 'https://management.usgovcloudapi.net',
    graphUrl: 'https://graph.microsoft.us',
    portalUrl: 'https://portal.azure.us',
  },
  china: {
    authorityHost: 'https://login.chinacloudapi.cn',
    vaultSuffix: 'vault.azure.cn',
    managementUrl: 'https://management.chinacloudapi.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    portalUrl: 'https://portal.azure.cn',
  },
};
