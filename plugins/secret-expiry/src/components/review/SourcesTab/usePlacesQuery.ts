import {
  LookOutcome,
  PLACE_ORDERS,
  PlacesQuery,
} from '@plumbline/plugin-secret-expiry-common';
import {
  PageInAddress,
  QueryInAddress,
  amongIn,
  listIn,
  pageIn,
  useQueryInAddress,
} from '@plumbline/plugin-workload-react';

/** How a look at a place can have gone, worst first. */
export const OUTCOMES: LookOutcome[] = ['could-not-look', 'partly', 'looked'];

/** Which places are listed. */
export type PlacesInAddress = PlacesQuery & PageInAddress;

/** Nothing filtered. */
export const NO_PLACE_FILTER = {
  text: undefined,
  sourceId: undefined,
  outcome: undefined,
} satisfies Partial<PlacesInAddress>;

const KEYS = [
  ...(Object.keys(NO_PLACE_FILTER) as (keyof typeof NO_PLACE_FILTER)[]),
  'orderBy',
  'offset',
  'limit',
] as const;

/** The query of the places in the page's address. What the address says wrongly is left out. */
export function usePlacesQuery(): QueryInAddress<PlacesInAddress> {
  return useQueryInAddress(parse, KEYS);
}

function parse(params: URLSearchParams): PlacesInAddress {
  return {
    text: params.get('text') || undefined,
    sourceId: listIn(params, 'sourceId'),
    outcome: amongIn(params, 'outcome', OUTCOMES),
    orderBy: PLACE_ORDERS.find(each => each === params.get('orderBy')),
    ...pageIn(params),
  };
}
