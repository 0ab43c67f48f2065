import { GeoProjection, geoNaturalEarth1 } from 'd3-geo';

/** Width of the map in its own units. */
export const MAP_WIDTH = 800;

/** Height of the map in its own units. */
export const MAP_HEIGHT = 380;

const MARGIN = 60;

/** Closer than this the coast is only corners. */
const MOST_ZOOM = 8;

/** Land that people live on: without the poles, which would take a third of the map. */
const WORLD = [
  [-125, 72],
  [-168, 60],
  [180, 60],
  [180, -30],
  [180, -47],
  [-72, -54],
] as const;

/** The projection that shows these positions, in degrees; the inhabited world when there are none. */
export function projectionOf(
  positions?: readonly (readonly [number, number])[],
): GeoProjection {
  const world = fitted(WORLD, 0);
  if (!positions || positions.length === 0) return world;
  const near = fitted(positions, MARGIN);
  const most = world.scale() * MOST_ZOOM;
  if (near.scale() <= most) return near;
  const centre = near.invert?.([MAP_WIDTH / 2, MAP_HEIGHT / 2]) ?? [0, 0];
  return geoNaturalEarth1()
    .center(centre)
    .scale(most)
    .translate([MAP_WIDTH / 2, MAP_HEIGHT / 2]);
}

function fitted(
  positions: readonly (readonly [number, number])[],
  margin: number,
): GeoProjection {
  return geoNaturalEarth1().fitExtent(
    [
      [margin, margin],
      [MAP_WIDTH - margin, MAP_HEIGHT - margin],
    ],
    {
      type: 'MultiPoint',
      coordinates: positions.map(position => [...position]),
    },
  );
}
