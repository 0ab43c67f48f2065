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

/** Message on {@link WORKLOADS_CHANNEL}; at most one in a second. No refs: too many changed to name them. */
export interface WorkloadsChangedMessage {
  workloadRefs?: string[];
}
