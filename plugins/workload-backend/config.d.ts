/** Configuration of the workload back end. */
export interface Config {
  workload?: {
    /** Health models that workloads lead to by the annotation `plumbline.io/health-model`. */
    healthModels?: {
      /**
       * Directories of this machine whose files workloads of `file:` locations may
       * lead to; relative to the working directory of the process. Default: none.
       */
      directories?: string[];
    };
    /**
     * How long the past is kept: changes of health, service maps as they were,
     * maintenance that is over, alerts and timelines of incidents that have
     * ended. Incidents themselves stay, with their reviews; so does everything
     * since the beginning of one that is open.
     */
    retention?: {
      /** Default: 400. */
      days?: number;
    };
    /** How people are told of incidents. */
    notifications?: {
      /** Whether they get notifications of the portal. Default: true. */
      enabled?: boolean;
    };
    /** Where incidents are told besides: addresses that take what Slack's incoming webhooks take. */
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
       * What is told: `critical` is an incident of Sev1, `high` one of Sev2, `low`
       * alerts of Sev3 that belong to none. Default: all.
       */
      severities?: Array<'critical' | 'high' | 'medium' | 'low'>;
      /** Refs of the workloads that are told of. Default: all. */
      workloads?: string[];
      /** Refs of those who own the workload. Default: all. */
      owners?: string[];
    }>;
  };
}
