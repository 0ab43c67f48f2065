import { HumanDuration } from '@backstage/types';

export interface Config {
  slo?: {
    /**
     * Prometheus-compatible servers (Prometheus, Thanos, Mimir, ...) by the
     * name that OpenSLO documents give them in `metricSourceRef`. No other
     * host is ever contacted, whatever a document says.
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
        /** Tenant, sent as `X-Scope-OrgID` (Mimir, Thanos). */
        tenant?: string;
        /** How long one query may take. Default: 30 seconds. */
        timeout?: HumanDuration | string;
      };
    };
  };
}
