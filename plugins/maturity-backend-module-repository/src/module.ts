import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { factSourcesExtensionPoint } from '@plumbline/plugin-maturity-node';
import { GitHosts } from './places/GitHosts';
import { RepositoryReader } from './reading/RepositoryReader';
import { readRepositoryConfig } from './readRepositoryConfig';
import { RepositorySource } from './RepositorySource';

/** Adds the fact source `repository` to the maturity back end. */
export const maturityModuleRepository = createBackendModule({
  pluginId: 'maturity',
  moduleId: 'repository',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        urlReader: coreServices.urlReader,
        sources: factSourcesExtensionPoint,
      },
      async init({ config: rootConfig, logger, urlReader, sources }) {
        const config = readRepositoryConfig(rootConfig);
        if (!config.enabled) {
          logger.info('Source repositories are not read');
          return;
        }
        sources.addSource(
          new RepositorySource({
            reader: new RepositoryReader({ urlReader, config, logger }),
            hosts: new GitHosts(rootConfig),
            config,
          }),
        );
      },
    });
  },
});
