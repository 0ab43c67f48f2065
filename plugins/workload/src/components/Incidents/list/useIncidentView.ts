import {
  ALERT_SEVERITIES,
  INCIDENT_ORDERS,
  INCIDENT_STATES,
  IncidentOrder,
  IncidentSelection,
  REVIEW_STATES,
  incidentPath,
} from '@plumbline/plugin-workload-common';
import {
  PAGE_SIZES,
  PageInAddress,
  QueryInAddress,
  amongIn,
  listIn,
  pageIn,
  useQueryInAddress,
  writeQuery,
} from '@plumbline/plugin-workload-react';

/** What the list shows; each field has the same name in the address, so that a link shows the same. */
export interface IncidentView extends PageInAddress, IncidentSelection {
  orderBy?: IncidentOrder;
  order?: 'asc' | 'desc';
}

/** What the counts at the top filter by. */
const NO_TILE = { state: undefined, review: undefined };

/** Nothing filtered. */
export const NO_FILTER = {
  search: undefined,
  workload: undefined,
  owner: undefined,
  severity: undefined,
  ...NO_TILE,
} satisfies Partial<IncidentView>;

const KEYS = [
  ...(Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]),
  'orderBy',
  'order',
  'offset',
  'limit',
] as const;

/** Whether a view leaves incidents out. */
export function isFiltered(view: IncidentView): boolean {
  return Object.keys(NO_FILTER).some(
    key => view[key as keyof typeof NO_FILTER] !== undefined,
  );
}

/** The view in the page's address. What the address says wrongly is left out. */
export function useIncidentView(): QueryInAddress<IncidentView> {
  return useQueryInAddress(parse, KEYS);
}

/** The address of the list for a view. */
export function incidentsHref(view: Partial<IncidentView>): string {
  const params = writeQuery<IncidentView>(
    new URLSearchParams(),
    { limit: PAGE_SIZES[0], offset: 0, ...view },
    KEYS,
  );
  return params.size > 0 ? `${incidentPath()}?${params}` : incidentPath();
}

function parse(params: URLSearchParams): IncidentView {
  return {
    search: params.get('search') || undefined,
    workload: params.get('workload') || undefined,
    owner: listIn(params, 'owner'),
    severity: amongIn(params, 'severity', ALERT_SEVERITIES),
    state: amongIn(params, 'state', INCIDENT_STATES),
    review: amongIn(params, 'review', REVIEW_STATES),
    orderBy: INCIDENT_ORDERS.find(each => each === params.get('orderBy')),
    order: (['asc', 'desc'] as const).find(
      each => each === params.get('order'),
    ),
    ...pageIn(params),
  };
}
