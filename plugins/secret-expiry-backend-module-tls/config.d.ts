import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  secretExpiry?: {
    /** TLS endpoints whose certificates are looked at. */
    tls?: {
      /** Hosts and ports that may be looked at, whatever the catalog or `endpoints` say. Nothing when absent. */
      allow?: Array<{
        /** A host, `*.example.com` for every name below it, or `*`. */
        host: string;
        /** Default: 443 alone. */
        ports?: number[];
      }>;
      /**
       * Networks that may be connected to although they are not public, such as
       * `10.20.0.0/16`. Addresses of cloud metadata stay closed.
       */
      allowAddresses?: string[];
      /** Endpoints beside those of the catalog's annotation `plumbline.io/tls-endpoints`. */
      endpoints?: Array<{
        /** `host:port`, or with a protocol, such as `smtp+starttls://mail.example.com:25`. */
        endpoint: string;
        /** Ref of the workload that depends on it. */
        workload: string;
        /** Ref of the resource or component that it belongs to. */
        entity?: string;
        /** Ref of who renews the certificate; the workload's owner when absent. */
        owner?: string;
        /** Ref of the stamp that it serves. */
        stamp?: string;
        /** Who renews the certificate. Default: `manual`. */
        rotation?: 'manual' | 'automatic';
        /** How to renew it. */
        runbookUrl?: string;
      }>;
      /** PEM files of authorities to trust besides the system's. */
      ca?: string[];
      /** For everything at one endpoint: name, all addresses, handshakes. Default: 10 seconds. */
      timeout?: HumanDuration | string;
      /** When it is seen which endpoints are due. Default: every 5 minutes. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** How often an endpoint is looked at. Default: 1 hour. */
      interval?: HumanDuration | string;
      /** Endpoints that are looked at at once, each at up to 8 addresses. Default: 10. */
      concurrency?: number;
    };
  };
}
