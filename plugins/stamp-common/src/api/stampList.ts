import type { StampLifecycle } from '@plumbline/plugin-workload-common';
import type { StampDrift, StampRow } from './stamps';

/** What a list of stamps is filtered by, each to any of its values. Query of `GET /stamps`. */
export interface StampListFilter {
  /** Words that must all be in name, title, workload, region or environment. */
  text?: string;
  /** Full refs. */
  workload?: string[];
  /** Full refs of the owners of the stamps' workloads. */
  owner?: string[];
  region?: string[];
  environment?: string[];
  lifecycle?: StampLifecycle[];
  /** `none`: no lock describes it. */
  drift?: (StampDrift['state'] | 'none')[];
  templateVersion?: string[];
  /** Of what its pipeline told last; `none` where nothing was told. */
  outcome?: ('succeeded' | 'failed' | 'none')[];
}

/** {@link StampListFilter} with order and page. */
export interface StampListQuery extends StampListFilter {
  /** `name` when absent; what lacks the value comes last. */
  sort?:
    | 'name'
    | 'workload'
    | 'region'
    | 'lifecycle'
    | 'trafficWeight'
    | 'templateVersion'
    | 'toldAt';
  direction?: 'asc' | 'desc';
  /** 50 when absent, at most 200. */
  limit?: number;
  offset?: number;
}

/** A row of the list of all stamps. */
export interface StampListItem extends StampRow {
  workloadTitle: string;
  /** Full ref of the owner of its workload. */
  ownerRef?: string;
}

/** Answer of `GET /stamps`. */
export interface StampListPage {
  items: StampListItem[];
  /** Of all pages. */
  total: number;
}

/** Answer of `GET /permissions`: what the caller may do at all. */
export interface StampAccess {
  read: boolean;
  /** For workloads of their own. */
  change: boolean;
  /** For workloads of others. */
  manage: boolean;
}
