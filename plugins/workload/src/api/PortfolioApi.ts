import {
  SavedViewInput,
  SavedViewList,
  WorkloadFilters,
  WorkloadGrouping,
  WorkloadGroups,
  WorkloadOrder,
  WorkloadPage,
  WorkloadSelection,
} from '@plumbline/plugin-workload-common';

/** Which workloads of the portfolio, in which order, and which page of them. */
export interface WorkloadQuery extends WorkloadSelection {
  limit: number;
  offset: number;
  orderBy?: WorkloadOrder;
  order?: 'asc' | 'desc';
}

/** What the portfolio asks the workload back end. Every call throws a ResponseError when it is refused. */
export interface PortfolioApi {
  /** A page of the portfolio. */
  listWorkloads(query: WorkloadQuery): Promise<WorkloadPage>;
  /** The same workloads, put together by what they have in common. */
  getGroups(
    groupBy: WorkloadGrouping,
    selection: WorkloadSelection,
  ): Promise<WorkloadGroups>;
  /** What can be filtered by. */
  getFilters(): Promise<WorkloadFilters>;
  /**
   * All rows that a query lets through, as CSV.
   *
   * @param onProgress - told how many bytes have come so far.
   */
  downloadWorkloads(
    query: Omit<WorkloadQuery, 'limit' | 'offset'>,
    onProgress?: (bytes: number) => void,
  ): Promise<Blob>;
  /** Own and shared views. */
  getViews(): Promise<SavedViewList>;
  createView(view: SavedViewInput): Promise<void>;
  changeView(id: string, view: SavedViewInput): Promise<void>;
  removeView(id: string): Promise<void>;
}
