import { JsonObject } from '@backstage/types';

/**
 * What a series is: `count`, events per slice; `counter`, a number that only
 * grows, of which a slice wants the increase; `gauge`, a value that goes up and
 * down, of which a slice wants one reading.
 */
export type SeriesKind = 'count' | 'counter' | 'gauge';

/** One series over one stretch of time. */
export interface SeriesRequest {
  /** Chosen by the caller, unique within one read; the answer carries it. */
  id: string;
  kind: SeriesKind;
  /** Name of the data source, when the indicator names one. */
  dataSource?: string;
  /** OpenSLO's `metricSource.spec` as declared; the source checks it. */
  spec: JsonObject;
  /** Epoch seconds, a multiple of `step`; slices that end after it are wanted. */
  from: number;
  /** Epoch seconds, a multiple of `step`; slices that end by it are wanted. */
  to: number;
  /** Length of a slice in seconds. */
  step: number;
}

/** One slice of a series. */
export interface SeriesSlice {
  /** Epoch seconds at which the slice ends, a multiple of the request's `step`. */
  end: number;
  /** A finite number. A slice without one is left out: no data. */
  value: number;
}

/** What a source says to one request. */
export interface SeriesAnswer {
  /** The request's. */
  id: string;
  /** In any order, each `end` at most once. Empty when the source answered and has nothing. */
  slices: SeriesSlice[];
  /**
   * Why this series could not be read, for the people who own the SLO: no
   * credentials, no stack. The caller keeps what it has and asks again.
   */
  error?: string;
}

/** A place that numbers come from. It is asked for series and never sees an SLO. */
export interface SliSource {
  /** The `type` of an OpenSLO metric source that it answers, in lower case. */
  readonly type: string;
  /**
   * Seconds after which numbers have arrived where this source reads them, 0
   * unless told: it is asked for slices that ended so long ago.
   */
  readonly delaySeconds?: number;
  /** The same for one of its data sources, where they differ. */
  delaySecondsOf?(dataSource: string | undefined): number;
  /**
   * Reads many series at once. A series that fails has its `error` in its
   * answer and stops no other; throwing means that all failed.
   */
  read(requests: SeriesRequest[]): Promise<SeriesAnswer[]>;
}
