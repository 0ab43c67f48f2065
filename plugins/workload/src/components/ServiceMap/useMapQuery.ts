import { HEALTH_STATES } from '@plumbline/plugin-workload-common';
import {
  PageInAddress,
  QueryInAddress,
  amongIn,
  listIn,
  pageIn,
  useQueryInAddress,
} from '@plumbline/plugin-workload-react';
import { Folding } from './folding';
import { DEFAULT_LAYERS, MAP_LAYERS, MapLayer } from './mapLayers';
import { MapFilter } from './matching';

/** How far back the slider goes. */
export const STRETCHES = ['day', 'week', 'month'] as const;

/** One of {@link STRETCHES}. */
export type Stretch = (typeof STRETCHES)[number];

/** Columns by which the table sorts. */
export const TABLE_ORDERS = ['state', 'name', 'type', 'where'] as const;

/** One of {@link TABLE_ORDERS}. */
export type TableOrder = (typeof TABLE_ORDERS)[number];

/** All that the reader chose on the service map; it lies in the page's address. */
export interface MapQuery extends PageInAddress, MapFilter {
  /** By the width of the screen when absent. */
  view?: 'map' | 'table';
  /** Full ref of the part whose panel is open. */
  node?: string;
  /** The cause that is followed; the first when absent. */
  cause?: string;
  /** {@link DEFAULT_LAYERS} when absent. */
  layers?: (MapLayer | 'none')[];
  fold?: Folding['fold'];
  toggled?: string[];
  /** ISO 8601: the map as it was; now when absent. */
  at?: string;
  /** The slider is there, and goes back so far. */
  back?: Stretch;
  orderBy?: TableOrder;
  order?: 'asc' | 'desc';
}

const KEYS = [
  'view',
  'node',
  'cause',
  'layers',
  'fold',
  'toggled',
  'at',
  'back',
  'search',
  'state',
  'type',
  'orderBy',
  'order',
  'offset',
  'limit',
] as const;

/** What the reader chose, from the address. */
export function useMapQuery(): QueryInAddress<MapQuery> {
  return useQueryInAddress(parse, KEYS);
}

/** The layers that a query shows. */
export function layersIn({ layers }: Pick<MapQuery, 'layers'>): MapLayer[] {
  return layers
    ? MAP_LAYERS.filter(layer => layers.includes(layer))
    : DEFAULT_LAYERS;
}

function parse(params: URLSearchParams): MapQuery {
  const one = <T extends string>(key: string, all: readonly T[]) =>
    amongIn(params, key, all)?.[0];
  const at = params.get('at');
  return {
    ...pageIn(params),
    view: one('view', ['map', 'table']),
    node: params.get('node') || undefined,
    cause: params.get('cause') || undefined,
    layers: amongIn(params, 'layers', [...MAP_LAYERS, 'none' as const]),
    fold: one('fold', ['all', 'none']),
    toggled: listIn(params, 'toggled'),
    at: at && !Number.isNaN(Date.parse(at)) ? at : undefined,
    back: one('back', STRETCHES),
    search: params.get('search') || undefined,
    state: amongIn(params, 'state', HEALTH_STATES),
    type: listIn(params, 'type'),
    orderBy: one('orderBy', TABLE_ORDERS),
    order: one('order', ['asc', 'desc']),
  };
}
