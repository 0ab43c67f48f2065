import type { StampStatus } from '@plumbline/plugin-stamp-common';

/** Topic on which the stamp back end says of which stamps something new was told. */
export const STATUSES_TOPIC = 'plumbline.stamp-statuses';

/** Payload on {@link STATUSES_TOPIC}. At most 1,000 refs in one event. */
export interface StatusesChanged {
  /** Full refs of stamps. */
  stampRefs: string[];
}

/** A page of `GET /statuses`, ordered by stamp ref. */
export interface StatusesPage {
  items: StampStatus[];
  /** Pass as `after` for the next page; absent on the last. */
  nextAfter?: string;
}
