import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CredentialSource,
  credentialSourcesExtensionPoint,
} from '@plumbline/plugin-secret-expiry-node';
import { Knex } from 'knex';
import {
  agentTo,
  sourcesBehind,
} from '../../plugins/secret-expiry-backend-module-azure/src/__testUtils__/sourcesBehind';
import { Backend, databaseOf, startBackend } from '../backend';
import { pause } from '../pause';
import { VAULTS, entities, vaultNameOf } from './estate';
import { Vaults } from './vaults';

/** Far beyond any run. */
const NEVER = '0 0 29 2 *';

/** A back end with the real source of Key Vault. */
export interface BenchPortal extends Backend {
  /** Lists everything; ends when all of it is stored. */
  scan(): Promise<{ seconds: number }>;
  stop(): Promise<void>;
}

export async function startPortal(vaults: Vaults): Promise<BenchPortal> {
  const agent = agentTo(() => vaults.address);
  const catalog = entities();
  const [source] = sourcesBehind({
    secretExpiry: {
      keyVault: {
        vaults: Array.from({ length: VAULTS }, (_, n) => vaultNameOf(n)),
      },
    },
    entities: catalog,
    network: {
      name: 'benchmarkPolicy',
      sendRequest: (request, next) => {
        request.agent = agent;
        return next(request);
      },
    },
    now: () => new Date(),
  });
  let began = 0;
  const timedSource: CredentialSource = {
    id: source.id,
    title: source.title,
    schedule: { frequency: { cron: NEVER }, timeout: { hours: 3 } },
    list: options => {
      began = performance.now();
      return source.list(options);
    },
  };
  let database: Knex;
  const backend = await startBackend({
    name: 'secret-expiry',
    config: { secretExpiry: { notifications: { enabled: false } } },
    catalog: catalogServiceMock({ entities: catalog }),
    features: [
      import('@plumbline/plugin-secret-expiry-backend'),
      createBackendModule({
        pluginId: 'secret-expiry',
        moduleId: 'benchmark-vaults',
        register(env) {
          env.registerInit({
            deps: { sources: credentialSourcesExtensionPoint },
            async init({ sources }) {
              sources.addSource(timedSource);
            },
          });
        },
      }),
      databaseOf('secret-expiry', its => {
        database = its;
      }),
    ],
  });

  const lastLooked = async (): Promise<string | null> =>
    (await database('sources').where('source_id', source.id).first())
      .last_looked;
  /** What follows from the scan before belongs to its task, which may not run twice. */
  const trigger = async () => {
    for (;;) {
      try {
        await backend.call('secret-expiry', `/sources/${source.id}/scan`, {});
        return;
      } catch (error) {
        if (!/: 409 /.test(String(error))) throw error;
        await pause(500);
      }
    }
  };
  return {
    ...backend,
    async scan() {
      const before = await lastLooked();
      await trigger();
      for (;;) {
        await pause(50);
        if ((await lastLooked()) !== before) {
          return { seconds: (performance.now() - began) / 1_000 };
        }
      }
    },
    async stop() {
      agent.destroy();
      await backend.stop();
    },
  };
}
