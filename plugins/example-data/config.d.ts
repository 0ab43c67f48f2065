/** Configuration of the line that marks example data. */
export interface Config {
  exampleData?: {
    /**
     * Whether the portal makes example data, and says so on every page. This
     * one line turns all of it off.
     * @visibility frontend
     */
    enabled?: boolean;
  };
}
