/** Filters, order and columns of the portfolio under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** The query of the page's address, such as `health=unhealthy&orderBy=slo`. */
  query: string;
  /** Whether everyone sees it. */
  shared: boolean;
  /** Full ref of who saved it. */
  ownerRef: string;
  /** Whether the caller may change it. */
  mine: boolean;
}

/** Body of `POST /views` and `PUT /views/{id}`. Sharing needs `workload.manage`. */
export type SavedViewInput = Pick<SavedView, 'name' | 'query' | 'shared'>;

/** Answer of `GET /views`: own ones and shared ones, by name. */
export interface SavedViewList {
  items: SavedView[];
}

/** Channel of Backstage's signals on which the portfolio says what changed. */
export const WORKLOADS_CHANNEL = 'plumbline:workloads';

/**
 * Message on {@link WORKLOADS_CHANNEL}; at most one in a second. No marks: too
 * many workloads changed to tell which. Backstage lets anybody listen who
 * reaches its back end, signed in or not, so it holds nothing that may be read
 * only by some: marks name nothing, and each stands for many refs.
 */
export interface WorkloadsChangedMessage {
  /** See {@link workloadMark}. */
  marks?: number[];
}

const MARKS = 65_536;

/** Whole number from 0 to 65,535 that a ref always has, and others may have too (FNV-1a, folded to 16 bits). */
export function workloadMark(workloadRef: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < workloadRef.length; place++) {
    hash = Math.imul(hash ^ workloadRef.charCodeAt(place), 0x01000193);
  }
  return ((hash >>> 16) ^ hash) & (MARKS - 1);
}
