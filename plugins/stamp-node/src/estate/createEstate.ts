import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import type { Estate } from '../Estate';
import { FolderEstate } from './FolderEstate';
import { RepositoryEstate } from './RepositoryEstate';
import { createGitHost } from './hosts/createGitHost';

/**
 * The estate of `stamp.estate`, or `undefined` where none is configured. Asks
 * nothing yet: whether a repository can be reached shows at the first use.
 *
 * @throws InputError when the config is not one of `directory` and
 * `repository`, or no integration is for the repository's host.
 */
export function createEstate(options: {
  config: Config;
  logger: LoggerService;
}): Estate | undefined {
  const { config, logger } = options;
  const directory = config.getOptionalString('stamp.estate.directory');
  const repository = config.getOptionalConfig('stamp.estate.repository');
  if (directory && repository) {
    throw new InputError(
      'stamp.estate has both a directory and a repository; expected one of them',
    );
  }
  if (repository) {
    return new RepositoryEstate({
      host: createGitHost({
        url: repository.getString('url'),
        integrations: ScmIntegrations.fromConfig(config),
      }),
      branch: repository.getOptionalString('branch'),
      directory: readDirectory(repository.getOptionalString('directory')),
      logger,
    });
  }
  return directory ? new FolderEstate(directory) : undefined;
}

/** A folder in a repository, without slashes around it; `undefined` for its root. */
function readDirectory(text = ''): string | undefined {
  const path = text.replace(/^\.?\/+|\/+$/g, '');
  if (!path || path === '.') return undefined;
  const isSound = path
    .split('/')
    .every(part => /^[\w.~-]+$/.test(part) && !/^\.{1,2}$|^\.git$/i.test(part));
  if (isSound) return path;
  throw new InputError(
    `stamp.estate.repository.directory: expected a folder of the repository, such as platform/estate, not ${JSON.stringify(
      text,
    )}`,
  );
}
