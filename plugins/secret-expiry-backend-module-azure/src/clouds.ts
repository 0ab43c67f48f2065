import {
  AZURE_ADDRESSES,
  AzureAddresses,
  CloudName,
} from '@plumbline/plugin-azure-node';

/** Addresses of an Azure cloud. */
export interface Cloud extends AzureAddresses {
  /** What every vault's host ends with, after its name and a dot. */
  vaultSuffix: string;
  graphUrl: string;
}

/** Addresses of the clouds, as Microsoft documents them. */
export const CLOUDS: Record<CloudName, Cloud> = {
  public: {
    ...AZURE_ADDRESSES.public,
    vaultSuffix: 'vault.azure.net',
    graphUrl: 'https://graph.microsoft.com',
  },
  government: {
    ...AZURE_ADDRESSES.government,
    vaultSuffix: 'vault.usgovcloudapi.net',
    graphUrl: 'https://graph.microsoft.us',
  },
  china: {
    ...AZURE_ADDRESSES.china,
    vaultSuffix: 'vault.azure.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
  },
};
