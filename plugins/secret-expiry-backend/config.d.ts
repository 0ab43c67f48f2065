import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

/** Configuration of the secret-expiry back end. */
export interface Config {
  secretExpiry?: {
    /** Where credential inventories lie; none when absent. */
    inventories?: Array<{
      /**
       * Directory whose `.yaml` and `.yml` files are read, without its
       * subdirectories. Relative to the working directory of the process.
       */
      directory: string;
    }>;
    /** What is asked of credentials. */
    policy?: {
      /**
       * How long a version of a credential may live, by kind: ISO 8601, such as
       * `P1Y` or `P398D`, or `unlimited`. A year for secrets and client secrets,
       * two for keys, 398 days for certificates when absent.
       */
      maxLifetime?: {
        secret?: string;
        key?: string;
        certificate?: string;
        'client-secret'?: string;
        'tls-endpoint'?: string;
      };
    };
    /** How often sources are looked at that have no schedule of their own. Every 30 seconds when absent. */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    /** For how long the past is kept. */
    retention?: {
      /**
       * Days that are kept: of what happened to credentials, of those that are
       * gone, of acknowledgements that ended and of warnings that are over; and
       * that a calendar feed stays which nobody reads. Renewals of credentials
       * that are there stay known. Default: 400.
       */
      days?: number;
    };
    /** How people are told of credentials that need them. */
    notifications?: {
      /** Whether they get notifications of the portal. Default: true. */
      enabled?: boolean;
      /**
       * Ref of the group that is told of what others ignore, and of what belongs
       * to nobody. Default: nobody.
       */
      platformTeam?: string;
    };
    /** Where it is told besides: addresses that take what Slack's incoming webhooks take. */
    webhooks?: Array<{
      /** For logs. */
      name: string;
      /**
       * With https. Redirects are not followed.
       * @visibility secret
       */
      url: string;
      /** Whether http is allowed for an address of this machine, as for tests. Default: false. */
      allowInsecure?: boolean;
      /**
       * What is told: `critical` is the last stage and what is past its date,
       * `high` stages 4 and 5, `medium` stage 3 and rotations that did not run,
       * `low` stages 1 and 2 and the digest of the week. Default: all.
       */
      severities?: Array<'critical' | 'high' | 'medium' | 'low'>;
      /** Refs of the workloads that are told of. Default: all. */
      workloads?: string[];
      /** Refs of those who renew, or who own the workload. Default: all. */
      owners?: string[];
    }>;
  };
}
