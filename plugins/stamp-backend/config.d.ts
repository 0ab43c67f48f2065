import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  stamp?: {
    /** Who may tell what became of stamps (`POST /api/stamp/statuses`), usually pipelines. Nobody when absent. */
    reporters?: Array<{
      /** Subject of a service as in `backend.auth.externalAccess` (of a token by JWKS: `external:` and its subject), or full ref of a user. */
      subject: string;
      /** Full refs of the workloads of whose stamps it may tell. Default: all. */
      workloads?: string[];
    }>;
    /** When the estate is looked at for drift and pull requests; an unchanged one costs two or three requests. Default: every 2 minutes. */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    /** For how long things are kept. */
    retention?: {
      /** Days of what was told of stamps; what was told last of each stays. Default: 400. */
      days?: number;
    };
  };
}
