export interface Config {
  maturity?: {
    /** Maturity models to hold every workload against. None when absent. */
    models?: Array<{
      /**
       * Path of a YAML file, relative to the working directory of the process.
       * It is read again when it changes.
       */
      file: string;
    }>;
  };
}
