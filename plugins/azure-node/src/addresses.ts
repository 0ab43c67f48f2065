import { CloudName } from './readSignIn';

/** Where every family finds Azure, as Microsoft documents it. */
export interface AzureAddresses {
  /** Azure Resource Manager; also whom its tokens are for. */
  managementUrl: string;
  portalUrl: string;
}

/** Addresses of the clouds. */
export const AZURE_ADDRESSES: Record<CloudName, AzureAddresses> = {
  public: {
    managementUrl: 'https://management.azure.com',
    portalUrl: 'https://portal.azure.com',
  },
  government: {
    managementUrl: 'https://management.usgovcloudapi.net',
    portalUrl: 'https://portal.azure.us',
  },
  china: {
    managementUrl: 'https://management.chinacloudapi.cn',
    portalUrl: 'https://portal.azure.cn',
  },
};
