/** Body of `POST /samples`: counts or readings for the source `samples`. Idempotent: the same time again replaces the value. */
export interface PushedSamples {
  items: {
    /** Name of the series, as in `metricSource.spec.series`. */
    series: string;
    /** `[epoch seconds at which the slice ends, value]`; at most 10,000 in one request. */
    samples: [end: number, value: number][];
  }[];
}
