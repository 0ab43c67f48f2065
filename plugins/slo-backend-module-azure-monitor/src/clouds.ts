import {
  AZURE_ADDRESSES,
  AzureAddresses,
  CloudName,
} from '@plumbline/plugin-azure-node';

/** Addresses of an Azure cloud. */
export interface Cloud extends AzureAddresses {
  /** Log Analytics API with its version. */
  logsEndpoint: string;
  logsAudience: string;
  /** Regional metrics API; `{region}` is to be filled in. */
  metricsEndpoint: string;
  metricsAudience: string;
}

/** Addresses of the clouds, as Microsoft's own clients have them. */
export const CLOUDS: Record<CloudName, Cloud> = {
  public: {
    ...AZURE_ADDRESSES.public,
    logsEndpoint: 'https://api.loganalytics.io/v1',
    logsAudience: 'https://api.loganalytics.io',
    metricsEndpoint: 'https://{region}.metrics.monitor.azure.com',
    metricsAudience: 'https://metrics.monitor.azure.com',
  },
  government: {
    ...AZURE_ADDRESSES.government,
    logsEndpoint: 'https://api.loganalytics.us/v1',
    logsAudience: 'https://api.loganalytics.us',
    metricsEndpoint: 'https://{region}.metrics.monitor.azure.us',
    metricsAudience: 'https://metrics.monitor.azure.us',
  },
  china: {
    ...AZURE_ADDRESSES.china,
    logsEndpoint: 'https://api.loganalytics.azure.cn/v1',
    logsAudience: 'https://api.loganalytics.azure.cn',
    metricsEndpoint: 'https://{region}.metrics.monitor.azure.cn',
    metricsAudience: 'https://metrics.monitor.azure.cn',
  },
};
