import type { SharingStamp } from '@plumbline/plugin-stamp-common';
import type { StampEntity } from '@plumbline/plugin-workload-common';
import type { StandingLock } from '../Estate';

/**
 * The stamps of a workload that share its users: as the catalog shows them,
 * which is what their pipelines told, and those that the estate or an open
 * pull request has before the catalog does. What a planned one will weigh, its
 * lock says.
 */
export function sharingStamps(
  entities: readonly StampEntity[],
  locks: readonly StandingLock[],
): SharingStamp[] {
  const planned = new Map<string, SharingStamp>();
  for (const { lock } of locks) {
    if (!lock || planned.has(lock.plan.name)) continue;
    const { name, environment, lifecycle, trafficWeight } = lock.plan;
    planned.set(name, { name, environment, lifecycle, trafficWeight });
  }
  const shown = entities.map(({ metadata: { name }, spec }): SharingStamp => {
    const { environment, lifecycle, trafficWeight } = spec;
    const asked = lifecycle === 'planned' ? planned.get(name) : undefined;
    return {
      name,
      environment,
      lifecycle,
      trafficWeight: asked ? asked.trafficWeight : trafficWeight,
    };
  });
  const known = new Set(shown.map(({ name }) => name));
  return [
    ...shown,
    ...[...planned.values()].filter(({ name }) => !known.has(name)),
  ];
}
