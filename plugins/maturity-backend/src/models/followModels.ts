import { createHash } from 'node:crypto';
import { SchedulerService } from '@backstage/backend-plugin-api';
import { FactSourceSchema } from '@plumbline/plugin-maturity-common';
import { ModelStore } from '../store/ModelStore';
import { ModelRegistry } from './ModelRegistry';

/** To be raised when the same facts would be judged otherwise than before. */
const WAY_OF_JUDGING = 1;

/**
 * Looks for changed models, and has all workloads evaluated when one changed.
 *
 * Each replica reads models for itself. What changed while it was down, of
 * models or of the sources' facts, is seen at the first round: it is compared
 * with what everything was last evaluated with.
 */
export async function followModels(options: {
  models: Pick<ModelRegistry, 'refresh' | 'hashes'>;
  sources: FactSourceSchema[];
  store: ModelStore;
  scheduler: Pick<SchedulerService, 'scheduleTask'>;
  evaluateAll: () => Promise<void>;
  /** Evaluates workloads that have not been evaluated yet. */
  evaluateFresh: () => Promise<void>;
}): Promise<void> {
  const { models, sources, store, scheduler } = options;
  let isDue = true;
  await scheduler.scheduleTask({
    id: 'maturity-refresh-models',
    scope: 'local',
    frequency: { seconds: 20 },
    timeout: { minutes: 15 },
    initialDelay: { seconds: 20 },
    fn: async () => {
      if (await models.refresh()) isDue = true;
      if (!isDue) return;
      const fingerprint = fingerprintOf(models.hashes, sources);
      if ((await store.evaluatedWith()) === fingerprint) {
        await options.evaluateFresh();
      } else {
        await options.evaluateAll();
        await store.noteEvaluatedWith(fingerprint);
      }
      // Not reached when that failed: the next round tries again.
      isDue = false;
    },
  });
}

function fingerprintOf(models: string[], sources: FactSourceSchema[]): string {
  return createHash('sha256')
    .update(JSON.stringify([WAY_OF_JUDGING, models, sources]))
    .digest('hex');
}
