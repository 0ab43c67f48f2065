import { MapMoment } from '@plumbline/plugin-workload-common';

/**
 * Moments at which states or the shape of a map changed; the newest `limit`,
 * oldest first.
 */
export function mapMoments(
  states: Omit<MapMoment, 'reshaped'>[],
  shapes: string[],
  limit: number,
): MapMoment[] {
  const moments = new Map(
    states.map((state): [string, MapMoment] => [
      state.at,
      { ...state, reshaped: false },
    ]),
  );
  for (const at of shapes) {
    moments.set(at, {
      ...(moments.get(at) ?? { at, changes: 0, worst: 'healthy' }),
      reshaped: true,
    });
  }
  return [...moments.values()]
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-limit);
}
