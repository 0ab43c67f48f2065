import { HumanDuration } from '@backstage/types';

export interface Config {
  slo?: {
    /**
     * Prometheus-compatible servers (Prometheus, Thanos, Mimir, Azure Monitor
     * managed Prometheus, ...) by the name that OpenSLO documents give them in
     * `metricSourceRef`. No other host is ever contacted, whatever a document
     * says. At most one of `token`, `basic` and `azure`.
     */
    prometheus?: {
      [name: string]: {
        /** Base URL, up to and without `/api/v1`. */
        url: string;
        /**
         * Bearer token that is sent along.
         * @visibility secret
         */
        token?: string;
        /** User name and password that are sent along. */
        basic?: {
          username: string;
          /** @visibility secret */
          password: string;
        };
        /**
         * A token of Microsoft Entra ID is sent along, as Azure Monitor managed
         * Prometheus wants it. With `clientSecret` or `tokenFile` of that
         * application; otherwise of whatever identity the machine has.
         */
        azure?: {
          tenantId?: string;
          /** Application, or user-assigned managed identity. */
          clientId?: string;
          /** @visibility secret */
          clientSecret?: string;
          /** File with the federated token of a workload identity. */
          tokenFile?: string;
          /** What the token is for. Default: `https://prometheus.monitor.azure.com/.default`. */
          scope?: string;
          /** Where tokens come from in other clouds, such as `https://login.partner.microsoftonline.cn`. */
          authorityHost?: string;
        };
        /** Tenant, sent in `tenantHeader`. */
        tenant?: string;
        /** Default: `X-Scope-OrgID` (Mimir). Thanos reads `THANOS-TENANT`. */
        tenantHeader?: string;
        /** For connections that need more than what the system trusts. Files that change are read again. */
        tls?: {
          /** PEM file with the authorities to trust instead of the system's. */
          ca?: string;
          /** PEM file with the certificate to show. */
          certificate?: string;
          /** PEM file with the key of `certificate`. */
          key?: string;
          /** Name in the server's certificate, where the URL has another. */
          serverName?: string;
        };
        /** How long one query may take. Default: 30 seconds. */
        timeout?: HumanDuration | string;
        /** How far the newest data lags behind: slices are asked for so long after they ended. Default: 30 seconds. */
        delay?: HumanDuration | string;
        /** How often counters are scraped; slices shorter than two scrapes are counted over two. Default: 1 minute. */
        scrapeInterval?: HumanDuration | string;
        /** Requests that are under way at once. Default: 4. */
        concurrency?: number;
        /** Series that are asked for in one request. Default: 25; 1 with `azure`, which takes one metric for each query. */
        seriesPerRequest?: number;
        /** An answer that is longer is given up. Default: 32. */
        maxResponseMegabytes?: number;
      };
    };
  };
}
