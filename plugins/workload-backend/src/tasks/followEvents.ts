import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  SUMMARIES_TOPIC,
  REPORTING_FAMILIES,
  SummariesChanged,
} from '@plumbline/plugin-workload-common';
import {
  RefQueue,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { PullSummaries } from './PullSummaries';
import { RefreshGraph } from './RefreshGraph';

const SUMMARIES_DELAY_MS = 500;

/** Updates just the workloads that events name, soon after they come in. */
export async function followEvents(options: {
  events: EventsService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  refreshGraph: RefreshGraph;
  pullSummaries: PullSummaries;
}): Promise<void> {
  const { events, lifecycle, logger, refreshGraph, pullSummaries } = options;
  await followChangedWorkloads({
    events,
    lifecycle,
    logger,
    subscriberId: 'graph',
    work: refs => refreshGraph.run(refs),
  });

  const queues = new Map(
    REPORTING_FAMILIES.map(family => [
      family,
      new RefQueue({
        delayMs: SUMMARIES_DELAY_MS,
        work: refs => pullSummaries.run(family, refs),
        logger,
      }),
    ]),
  );
  lifecycle.addShutdownHook(() => queues.forEach(queue => queue.close()));
  await events.subscribe({
    id: 'summaries',
    topics: [SUMMARIES_TOPIC],
    async onEvent({ eventPayload }) {
      const { family, workloadRefs } = eventPayload as SummariesChanged;
      queues.get(family)?.add(workloadRefs);
    },
  });
}
