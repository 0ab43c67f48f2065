import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { PullSummaries } from './PullSummaries';
import { RefreshGraph } from './RefreshGraph';

/**
 * Reads everything at once, so that pages are right after a restart, and then
 * again every few minutes, which makes up for events that were lost.
 */
export async function startTasks(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  refreshGraph: RefreshGraph;
  pullSummaries: PullSummaries;
}): Promise<void> {
  const { scheduler, logger, refreshGraph, pullSummaries } = options;
  const tasks = [
    {
      id: 'refresh-graph',
      minutes: 5,
      fn: () => refreshGraph.run(),
    },
    {
      id: 'pull-summaries',
      minutes: 2,
      fn: () => pullSummaries.runAll(),
    },
  ];
  for (const { id, fn } of tasks) {
    await fn().catch(error =>
      logger.warn(`The first run of '${id}' failed; it runs again soon`, error),
    );
  }
  // Only now: on a large estate the two would do the same work side by side.
  for (const { id, minutes, fn } of tasks) {
    await scheduler.scheduleTask({
      id,
      frequency: { minutes },
      timeout: { minutes: 10 },
      // On a first start the catalog is still taking entities in.
      initialDelay: { seconds: 30 },
      fn,
    });
  }
}
