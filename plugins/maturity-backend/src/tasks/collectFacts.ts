import {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { FactSource } from '@plumbline/plugin-maturity-node';
import { RefQueue } from '@plumbline/plugin-workload-node';
import { FactCollector } from './FactCollector';
import { SourceRegistry } from './SourceRegistry';

const GATHER_MS = 1_000;

/**
 * Starts the rounds over all workloads, one for the sources of each frequency,
 * and follows the requests of modules to look at some sooner.
 */
export async function collectFacts(options: {
  registry: SourceRegistry;
  collector: FactCollector;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  logger: LoggerService;
}): Promise<void> {
  const { registry, collector, scheduler, lifecycle, logger } = options;
  for (const sources of byFrequency(registry.sources)) {
    const ids = sources.map(({ schema }) => schema.source);
    await scheduler.scheduleTask({
      id: `maturity-collect-${ids.join('-')}`,
      frequency: sources[0].frequency,
      timeout: { minutes: 30 },
      initialDelay: { seconds: 10 },
      fn: signal => collector.collectAll(sources, signal as AbortSignal),
    });
  }
  const queues = new Map<FactSource, RefQueue>();
  for (const source of registry.sources) {
    const queue = new RefQueue({
      delayMs: GATHER_MS,
      logger,
      work: refs => collector.collect(refs, [source]),
    });
    lifecycle.addShutdownHook(() => queue.close());
    queues.set(source, queue);
  }
  registry.onRequest((source, refs) => queues.get(source)!.add(refs));
}

/** Sources that are due at the same times share one look at the catalog. */
function byFrequency(sources: FactSource[]): FactSource[][] {
  const groups = new Map<string, FactSource[]>();
  for (const source of sources) {
    const key = JSON.stringify(source.frequency);
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()];
}
