import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ExampleData } from './ExampleData';
import { readExampleDataConfig } from './config';
import { createRouter } from './router/createRouter';

/** Makes the data that a first start shows. Does nothing unless enabled. */
export const exampleDataPlugin = createBackendPlugin({
  pluginId: 'example-data',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        config: rootConfig,
        discovery,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        permissions,
        scheduler,
      }) {
        const config = readExampleDataConfig(rootConfig);
        const exampleData =
          config &&
          (await ExampleData.create({
            config,
            auth,
            discovery,
            logger,
            now: Date.now() / 1000,
          }));
        httpRouter.use(createRouter({ httpAuth, permissions, exampleData }));
        if (!exampleData) return;

        await scheduler.scheduleTask({
          id: 'example-data-telemetry',
          // The files lie on the disk of this host.
          scope: 'local',
          frequency: { minutes: 1 },
          timeout: { minutes: 1 },
          fn: () => exampleData.update(Date.now() / 1000),
        });

        const stop = new AbortController();
        lifecycle.addStartupHook(() => {
          // Not awaited: it ends when the other back ends answer.
          exampleData.deliver(stop.signal);
        });
        lifecycle.addShutdownHook(() => stop.abort());
      },
    });
  },
});
