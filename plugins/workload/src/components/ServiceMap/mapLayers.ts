/** What the map is drawn of, from top to bottom, then the lines. */
export const MAP_LAYERS = [
  'user-flows',
  'application',
  'stamps',
  'shared',
  'dependencies',
  'telemetry',
  'containment',
] as const;

/** One of {@link MAP_LAYERS}. */
export type MapLayer = (typeof MAP_LAYERS)[number];

/** Layers of parts; the others are lines. */
export const PART_LAYERS: MapLayer[] = [
  'user-flows',
  'application',
  'stamps',
  'shared',
];

/** Layers of lines. */
export const LINE_LAYERS: MapLayer[] = [
  'dependencies',
  'telemetry',
  'containment',
];

/** What is shown unless the reader says otherwise. The boxes tell containment already. */
export const DEFAULT_LAYERS: MapLayer[] = MAP_LAYERS.filter(
  layer => layer !== 'containment',
);
