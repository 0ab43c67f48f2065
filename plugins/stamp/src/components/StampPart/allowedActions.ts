import { StampRow } from '@plumbline/plugin-stamp-common';

/** Why something cannot be done to a stamp, whoever asks. */
export type Obstacle = 'noLock' | 'stillDraining' | 'goes' | 'retired';

/** What stands against changing and retiring a stamp; the planner holds to the same. */
export function obstaclesOf({ drift, lifecycle }: StampRow): {
  change?: Obstacle;
  retire?: Obstacle;
} {
  if (!drift) return { change: 'noLock', retire: 'noLock' };
  if (lifecycle === 'draining') {
    return { change: 'goes', retire: 'stillDraining' };
  }
  return lifecycle === 'retired' ? { change: 'retired' } : {};
}
