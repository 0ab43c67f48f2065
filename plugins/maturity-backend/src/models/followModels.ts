import { SchedulerService } from '@backstage/backend-plugin-api';
import { ModelRegistry } from './ModelRegistry';

/**
 * Looks for changed models, and has all workloads evaluated when one changed.
 *
 * Each replica reads models for itself. What changed while it was down, of
 * models or of the sources' facts, is seen at the first round.
 */
export async function followModels(options: {
  models: ModelRegistry;
  scheduler: SchedulerService;
  evaluate: () => Promise<void>;
}): Promise<void> {
  const { models, scheduler, evaluate } = options;
  let isDue = true;
  await scheduler.scheduleTask({
    id: 'maturity-refresh-models',
    scope: 'local',
    frequency: { seconds: 20 },
    timeout: { minutes: 15 },
    initialDelay: { seconds: 20 },
    fn: async () => {
      if (await models.refresh()) isDue = true;
      if (isDue) await evaluate();
      // Not reached when that failed: the next round tries again.
      isDue = false;
    },
  });
}
