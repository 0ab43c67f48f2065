import {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CredentialSource } from '@plumbline/plugin-secret-expiry-node';
import { Keeper } from '../store/Keeper';
import { ListingStore } from '../store/ListingStore';
import { ScanStore } from '../store/ScanStore';
import { Scan } from './Scan';
import { Summaries } from './Summaries';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 30 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 3 },
};

const JUDGE_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 30 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 5 },
};

const REFRESH_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 15 },
};

const PRUNE_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { hours: 24 },
  timeout: { minutes: 30 },
  initialDelay: { minutes: 5 },
};

/** Id of the task that lists a source. */
export function scanTaskId(sourceId: string): string {
  return `scan-${sourceId}`;
}

/**
 * Has every source listed on its own schedule, so that none waits for another;
 * what follows from time alone judged; and everything that is said of workloads
 * composed anew from time to time; and the past that is old enough forgotten.
 */
export async function startScanning(options: {
  config: Config;
  keeper: Keeper;
  listings: ListingStore;
  logger: LoggerService;
  scans: ScanStore;
  scheduler: SchedulerService;
  sources: CredentialSource[];
  summaries: Summaries;
}): Promise<void> {
  const { config, keeper, listings, logger, scans, scheduler } = options;
  const { sources, summaries } = options;
  const schedule = config.has('secretExpiry.schedule')
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
        config.getConfig('secretExpiry.schedule'),
      )
    : DEFAULT_SCHEDULE;
  await scans.addSources(sources);
  for (const source of sources) {
    const scan = new Scan({ source, listings, scans, logger });
    await scheduler.scheduleTask({
      id: scanTaskId(source.id),
      ...(source.schedule ?? schedule),
      fn: async signal => {
        const concerned = new Set<string>();
        try {
          await scan.run(signal, refs =>
            refs.forEach(ref => concerned.add(ref)),
          );
        } finally {
          // Also what was found before a failure is said at once.
          await summaries.refresh([...concerned].sort());
        }
      },
    });
  }
  await scheduler.scheduleTask({
    id: 'judge',
    ...JUDGE_SCHEDULE,
    fn: async () => summaries.refresh(await listings.judgeDue(new Date())),
  });
  await scheduler.scheduleTask({
    id: 'refresh-summaries',
    ...REFRESH_SCHEDULE,
    fn: async () => {
      await forgetOthers(sources, options);
      await summaries.refreshAll();
    },
  });
  await scheduler.scheduleTask({
    id: 'prune',
    ...PRUNE_SCHEDULE,
    fn: () => keeper.prune(new Date()),
  });
}

/** What sources found that are no longer installed. */
async function forgetOthers(
  sources: CredentialSource[],
  { listings, scans }: { listings: ListingStore; scans: ScanStore },
) {
  const ids = sources.map(({ id }) => id);
  for (const place of await scans.placesOfOthers(ids)) {
    await listings.forgetPlace(place, new Date());
  }
  await scans.retainSources(ids);
}
