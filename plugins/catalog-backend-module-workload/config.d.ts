export interface Config {
  catalog?: {
    providers?: {
      /** Reads the entities that the stamp template writes. Absent: nothing is read. */
      plumblineEstate?: {
        /**
         * The estate folder. Every `catalog-info.yaml` below it is kept in the
         * catalog. Relative to the process's working directory; made when it
         * does not exist.
         */
        directory: string;
      };
    };
  };
}
