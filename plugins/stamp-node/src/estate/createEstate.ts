import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Estate } from '../Estate';
import { FolderEstate } from './FolderEstate';

/**
 * The estate of `stamp.estate`, or `undefined` where none is configured.
 *
 * @throws InputError when the config is not one of `directory` and `repository`.
 */
export function createEstate(options: { config: Config }): Estate | undefined {
  const { config } = options;
  const directory = config.getOptionalString('stamp.estate.directory');
  const repository = config.getOptionalConfig('stamp.estate.repository');
  if (directory && repository) {
    throw new InputError(
      'stamp.estate has both a directory and a repository; expected one of them',
    );
  }
  if (repository) throw new InputError('stamp.estate.repository: not yet');
  return directory ? new FolderEstate(directory) : undefined;
}
