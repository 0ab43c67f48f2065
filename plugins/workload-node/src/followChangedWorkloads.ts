import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
} from '@plumbline/plugin-workload-common';
import { RefQueue } from './RefQueue';

const GATHER_MS = 1_000;

/** What {@link followChangedWorkloads} needs. */
export interface FollowChangedWorkloadsOptions {
  events: EventsService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  /** Unique within the plugin. */
  subscriberId: string;
  /** Gets each ref once, however many events named it. */
  work: (workloadRefs: string[]) => Promise<void>;
}

/**
 * Has workloads worked on soon after their entities changed: refs are gathered
 * for a second, and what comes in during the work waits for the next round. An
 * event that gets lost is for the plugin's own round over all to make up for.
 */
export async function followChangedWorkloads(
  options: FollowChangedWorkloadsOptions,
): Promise<void> {
  const { events, lifecycle, logger, subscriberId, work } = options;
  const queue = new RefQueue({ delayMs: GATHER_MS, work, logger });
  lifecycle.addShutdownHook(() => queue.close());
  await events.subscribe({
    id: subscriberId,
    topics: [ENTITIES_TOPIC],
    async onEvent({ eventPayload }) {
      queue.add((eventPayload as EntitiesChanged).workloadRefs);
    },
  });
}
