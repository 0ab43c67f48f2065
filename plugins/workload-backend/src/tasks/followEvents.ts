import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
  SUMMARIES_TOPIC,
  SUMMARY_FAMILIES,
  SummariesChanged,
} from '@plumbline/plugin-workload-common';
import { PullSummaries } from './PullSummaries';
import { RefQueue } from './RefQueue';
import { RefreshGraph } from './RefreshGraph';

const SUMMARIES_DELAY_MS = 500;
const ENTITIES_DELAY_MS = 500;
/** The catalog publishes while it processes; what it serves follows when it has stitched. */
const STITCHED_DELAY_MS = 5_000;

/** Updates just the workloads that events name, soon after they come in. */
export async function followEvents(options: {
  events: EventsService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  refreshGraph: RefreshGraph;
  pullSummaries: PullSummaries;
}): Promise<void> {
  const { events, lifecycle, logger, refreshGraph, pullSummaries } = options;
  const queue = (delayMs: number, work: (refs: string[]) => Promise<void>) => {
    const created = new RefQueue({ delayMs, work, logger });
    lifecycle.addShutdownHook(() => created.close());
    return created;
  };
  const entityQueues = [ENTITIES_DELAY_MS, STITCHED_DELAY_MS].map(delayMs =>
    queue(delayMs, refs => refreshGraph.run(refs)),
  );
  const summaryQueues = new Map(
    SUMMARY_FAMILIES.map(family => [
      family,
      queue(SUMMARIES_DELAY_MS, refs => pullSummaries.run(family, refs)),
    ]),
  );
  await events.subscribe({
    id: 'graph',
    topics: [ENTITIES_TOPIC],
    async onEvent({ eventPayload }) {
      const { workloadRefs } = eventPayload as EntitiesChanged;
      entityQueues.forEach(each => each.add(workloadRefs));
    },
  });
  await events.subscribe({
    id: 'summaries',
    topics: [SUMMARIES_TOPIC],
    async onEvent({ eventPayload }) {
      const { family, workloadRefs } = eventPayload as SummariesChanged;
      summaryQueues.get(family)?.add(workloadRefs);
    },
  });
}
