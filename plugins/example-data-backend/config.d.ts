/** Configuration of the example data. */
export interface Config {
  exampleData?: {
    /**
     * Whether the portal makes example data: SLI samples, credential
     * inventories, attestations and requests for exemptions. This one line
     * turns all of it off.
     * @visibility frontend
     */
    enabled?: boolean;
    /**
     * Folder that the generator owns and writes to; nothing outside it is
     * touched. Relative to the working directory of the process. Required
     * when enabled.
     */
    directory?: string;
    /**
     * Folder with the definitions: `telemetry.yaml`, `credentials/*.yaml`,
     * `attestations/*.yaml` and `exemptions/*.yaml`. Relative to the working directory of the process.
     * Required when enabled.
     */
    definitions?: string;
  };
}
