import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Keeper } from '../store/Keeper';
import { PullSummaries } from './PullSummaries';
import { ReadModels } from './ReadModels';
import { RefreshGraph } from './RefreshGraph';
import { RollUp } from './RollUp';

/**
 * Reads everything at once, so that pages are right after a restart, and then
 * again every few minutes, which makes up for events that were lost. What falls
 * due by time is looked at every few seconds.
 */
export async function startTasks(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  keeper: Keeper;
  refreshGraph: RefreshGraph;
  readModels: ReadModels;
  pullSummaries: PullSummaries;
  rollUp: RollUp;
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
  // Alerts do not wait until a large estate is read.
  await scheduler.scheduleTask({
    id: 'roll-up-due',
    frequency: { seconds: 10 },
    timeout: { minutes: 10 },
    fn: () => options.rollUp.runDue(),
  });
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
  await scheduler.scheduleTask({
    id: 'read-health-models',
    frequency: { minutes: 5 },
    timeout: { minutes: 15 },
    initialDelay: { minutes: 1 },
    fn: () => options.readModels.run(),
  });
  await scheduler.scheduleTask({
    id: 'prune',
    frequency: { hours: 24 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 10 },
    fn: () => options.keeper.prune(new Date()),
  });
}
