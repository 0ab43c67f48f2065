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
    /** The built-in source `samples`: numbers from files. */
    samples?: {
      /**
       * Directory with `<series>/<YYYY-MM-DD>.csv` (UTC days), each row
       * `epoch_seconds,value`. Without it, series of type `samples` say so.
       */
      directory?: string;
    };
    /**
     * Days for which rollups are kept; at least as long as the longest window
     * and 31 days more. Default: 100.
     */
    retentionDays?: number;
    /** When sources are asked and objectives evaluated. Default: every minute. */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
  };
}
