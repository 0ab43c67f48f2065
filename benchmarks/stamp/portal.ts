import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { Backend, databaseOf, startBackend } from '../backend';
import { PeakMemory, watchMemory } from '../memory';
import { pause, untilQuiet } from '../pause';
import { WORKLOADS } from './estate';

/** Far beyond any run, so that only the benchmark looks at the estate. */
const NEVER = '0 0 29 2 *';
const TASK = 'stamp-drift';

/** What a round of drift cost. */
export interface Round {
  seconds: number;
  cpuSeconds: number;
  memory: PeakMemory;
}

/** A back end that has read the catalog, but not the estate yet. */
export interface BenchPortal extends Backend {
  /** Has its task look at the estate for drift; ends when all of it is stored and told. */
  look(): Promise<Round>;
}

export async function startPortal(options: {
  /** Of the estate. */
  config: JsonObject;
  catalog: object;
}): Promise<BenchPortal> {
  let database: Knex;
  let trigger: () => Promise<void>;
  const { stamp, ...others } = options.config as { stamp: JsonObject };
  const backend = await startBackend({
    name: 'stamp',
    config: {
      ...others,
      stamp: {
        ...stamp,
        schedule: { frequency: { cron: NEVER }, timeout: { hours: 3 } },
      },
    },
    catalog: options.catalog,
    features: [
      import('@plumbline/plugin-stamp-backend'),
      databaseOf('stamp', its => {
        database = its;
      }),
      createBackendModule({
        pluginId: 'stamp',
        moduleId: 'benchmark-drift',
        register(env) {
          env.registerInit({
            deps: { scheduler: coreServices.scheduler },
            async init({ scheduler }) {
              trigger = () => scheduler.triggerTask(TASK);
            },
          });
        },
      }),
    ],
  });
  const task = async () => {
    const row = await database('backstage_backend_tasks__tasks')
      .where('id', TASK)
      .first();
    return { isRunning: row.current_run_ticket !== null, row };
  };
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await pause(10);
  };
  const known = async () => {
    const [{ count }] = await database('workloads').count({ count: '*' });
    return Number(count) === WORKLOADS;
  };
  await until(known);
  await untilQuiet();
  return {
    ...backend,
    async look() {
      const memory = watchMemory();
      await trigger();
      // Its scheduler looks every few seconds what is to be done.
      await until(async () => (await task()).isRunning);
      const cpu = process.cpuUsage();
      const started = performance.now();
      await until(async () => !(await task()).isRunning);
      const seconds = (performance.now() - started) / 1_000;
      const { user, system } = process.cpuUsage(cpu);
      const { row } = await task();
      if (row.last_run_error_json) throw new Error(row.last_run_error_json);
      return {
        seconds,
        cpuSeconds: (user + system) / 1e6,
        memory: memory.stop(),
      };
    },
  };
}
