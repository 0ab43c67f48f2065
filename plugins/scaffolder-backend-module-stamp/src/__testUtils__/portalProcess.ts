import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import scaffolderModuleStamp from '..';
import { followingCatalog } from './followingCatalog';
import { owners } from './owners';

/** How the scaffolder looks for tasks of a process that died, in milliseconds. */
const RECOVERY_INTERVAL_MS = 10_000;

/** What a portal of its own process is started with. */
export interface PortalSetup {
  /** Holds the database, the workspaces and the gate. */
  directory: string;
  config: object;
  /** Beside those of the folder `estate`, as they are when it is asked. */
  entities: any[];
  /** Groups that everybody speaks for. */
  owners: string[];
}

/**
 * `test:gate`: goes on, unless the file `gate` holds its name: then it says so
 * in the file `reached`, and never ends. Whoever waits for that kills the process.
 */
function gate(directory: string) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'gate',
    register(reg) {
      reg.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(
            createTemplateAction({
              id: 'test:gate',
              schema: { input: { name: z => z.string() } },
              async handler({ input: { name } }) {
                const file = join(directory, 'gate');
                if (!existsSync(file) || readFileSync(file, 'utf8') !== name) {
                  return;
                }
                writeFileSync(join(directory, 'reached'), name);
                await new Promise(() => setInterval(() => {}, 60_000));
              },
            }),
          );
        },
      });
    },
  });
}

/** The stamp back end, as far as it is asked what pipelines told: what the file `statuses.json` holds. */
function stampBackend(directory: string) {
  return createBackendPlugin({
    pluginId: 'stamp',
    register(reg) {
      reg.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use((_, response) => {
            const file = join(directory, 'statuses.json');
            const items = existsSync(file)
              ? JSON.parse(readFileSync(file, 'utf8'))
              : [];
            response.json({ items });
          });
        },
      });
    },
  });
}

/** The scaffolder looks for such tasks every ten seconds; a test need not wait that long. */
function lookOften() {
  const original = global.setTimeout;
  global.setTimeout = ((fn: any, delay?: number, ...args: any[]) =>
    original(
      fn,
      delay === RECOVERY_INTERVAL_MS ? 250 : delay,
      ...args,
    )) as typeof setTimeout;
}

/** A test that was itself killed leaves nothing running. */
function endWithParent() {
  process.stdin.on('end', () => process.exit());
  process.stdin.resume();
}

async function main() {
  endWithParent();
  lookOften();
  const setup: PortalSetup = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleStamp,
      gate(setup.directory),
      stampBackend(setup.directory),
      followingCatalog(join(setup.directory, 'estate'), setup.entities),
      ...owners(...setup.owners),
      mockServices.rootConfig.factory({ data: setup.config }),
    ],
  });
  const { port } = backend.server.address() as { port: number };
  process.stdout.write(`listening on ${port}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
