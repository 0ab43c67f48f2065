export interface Config {
  stamp?: {
    estate?: {
      /**
       * The estate folder: where stamps are published as
       * `stamps/<workload>/<environment>/<region>-<nnn>/`. Relative to the
       * process's working directory; made when it does not exist. Point
       * `catalog.providers.plumblineEstate.directory` to the same folder, so
       * that the catalog follows it. Absent: `stamp:publish` fails.
       */
      directory: string;
    };
  };
}
