import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  /** Service level objectives. */
  slo?: {
    /**
     * Where OpenSLO documents are: directories, of which every `*.yaml` and
     * `*.yml` is read, or single files. Relative paths are relative to the
     * working directory of the process. Changes are seen at the next round.
     */
    documents?: Array<{
      /** A directory; its subdirectories are not read. */
      directory?: string;
      /** A single file. */
      file?: string;
    }>;
    /** OpenSLO files that entities of the catalog lead to by the annotation `plumbline.io/openslo`. */
    catalogDocuments?: {
      /** When the catalog and those files are looked at; unchanged files cost one request without content. Default: every five minutes. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * Directories of this machine whose files entities of `file:` locations may
       * lead to; relative to the working directory of the process. Default: none.
       */
      directories?: string[];
    };
    /** The built-in source `samples`: numbers from files, beside those that are pushed. */
    samples?: {
      /**
       * Directory with `<series>/<YYYY-MM-DD>.csv` (UTC days), each row
       * `epoch_seconds,value`. Without it, only what is pushed counts.
       */
      directory?: string;
    };
    /** For how long things are kept. */
    retention?: {
      /**
       * Days of sums and of daily history; more is kept where a window needs
       * more. Default: 100.
       */
      days?: number;
      /** Days of the history of alerts. Default: 400. */
      transitionDays?: number;
      /** Months of monthly reports. Default: 36. */
      reportMonths?: number;
      /**
       * Days of what was pushed for the source `samples`; what was counted from
       * it is kept for `days`. Default: 10.
       */
      sampleDays?: number;
    };
    /** When sources are asked and objectives evaluated. Default: every minute. */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    /**
     * What teams do as their error budget runs out. The policy `default` holds
     * for objectives that name none by the annotation `plumbline.io/budget-policy`.
     */
    budgetPolicies?: Array<{
      name: string;
      /** For people; the name when absent. */
      title?: string;
      steps: Array<{
        /** In force while less than this share of the budget is left: 1 is all, 0 none, below 0 overspent. */
        below: number;
        /** What to do, in the imperative. */
        action: string;
        /** What is frozen, such as `feature releases`. */
        freeze?: string[];
      }>;
    }>;
    /**
     * What providers promise for the services that workloads depend on. Of rows
     * for the same type and tier the last file's counts. Read again when a file changes.
     */
    dependencySlas?: Array<{
      /** Path of a YAML file such as `slas/azure.yaml`, relative to the working directory of the process. */
      file: string;
    }>;
    /** Who may push samples and tell of deployments. Nobody when absent. */
    pushers?: Array<{
      /** Subject of a service as in `backend.auth.externalAccess` (of a token by JWKS: `external:` and its subject), or full ref of a user. */
      subject: string;
      /** What the names of series begin with that it may push. None when absent. */
      series?: string[];
      /** Full refs of workloads about which it may tell events; `*` for all. None when absent. */
      events?: string[];
    }>;
    /** How owners are told of alerts, and of budgets that run out. */
    notifications?: {
      /** Whether owners get notifications of the portal. Default: true. */
      enabled?: boolean;
      /**
       * Messages about one workload in an hour; what comes then waits and is one
       * message. Alerts that are critical have as many again. Default: 6.
       */
      perHour?: number;
    };
    /** Where alerts are told besides: addresses that take what Slack's incoming webhooks take. */
    webhooks?: Array<{
      /** For logs, and the target of OpenSLO that leads here unless `targets` says more. */
      name: string;
      /**
       * With https. Redirects are not followed.
       * @visibility secret
       */
      url: string;
      /** Whether http is allowed for an address of this machine, as for tests. Default: false. */
      allowInsecure?: boolean;
      /** What is told. Default: all. */
      severities?: Array<'critical' | 'high' | 'medium' | 'low'>;
      /** Refs of the workloads that are told of. Default: all. */
      workloads?: string[];
      /** Refs of the owners of whose workloads is told. Default: all. */
      owners?: string[];
      /**
       * Names of alert notification targets of OpenSLO: only what names one of
       * them is told. Without it, alerts that name no target are told, and those
       * that name this webhook.
       */
      targets?: string[];
    }>;
  };
}
