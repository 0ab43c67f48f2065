export interface Config {
  stamp?: {
    /**
     * Where the code of stamps lives. Give a `directory` or a `repository`,
     * never both. Absent: stamps can be planned, but not published.
     */
    estate?: {
      /**
       * The estate folder, for a laptop: stamps are published as
       * `stamps/<workload>/<environment>/<region>-<nnn>/` at once, without a
       * review. Relative to the process's working directory; made when it does
       * not exist. Point `catalog.providers.plumblineEstate.directory` to the
       * same folder, so that the catalog follows it.
       */
      directory?: string;
      /** The estate repository: every change is a pull request. */
      repository?: {
        /**
         * https address of the repository on GitHub, Azure DevOps or GitLab, as
         * a browser shows it. Its host must be one of `integrations`, which
         * also holds the token.
         */
        url: string;
        /** Branch into which changes are to be merged. Default: the repository's default branch. */
        branch?: string;
        /** Folder of the estate within the repository. Default: its root, which pipelines expect: elsewhere they do not start. */
        directory?: string;
      };
    };
  };
}
