export interface Config {
  maturity?: {
    /** Maturity models to hold every workload against. None when absent. */
    models?: Array<{
      /**
       * Path of a YAML file, relative to the working directory of the process.
       * It is read again when it or a file of its pillars changes.
       */
      file?: string;
      /**
       * Instead of a file: the address of one, on a host that `integrations` or
       * `backend.reading.allow` names. It and the files of its pillars are
       * looked at every five minutes.
       */
      url?: string;
    }>;
    history?: {
      /**
       * Days for which changes of levels are kept, with answers and exemptions
       * that are over. 730 when absent.
       */
      retentionDays?: number;
    };
  };
}
