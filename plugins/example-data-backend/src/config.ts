import { resolve } from 'node:path';
import { Config } from '@backstage/config';

/** Where the example data comes from and goes to; absolute paths. */
export interface ExampleDataConfig {
  /** Folder that the generator owns. */
  directory: string;
  /** Folder with the definitions. */
  definitions: string;
}

/**
 * The `exampleData` section of the configuration; `undefined` unless enabled.
 *
 * @throws Error that names the key, when it is enabled without its folders.
 */
export function readExampleDataConfig(
  config: Config,
): ExampleDataConfig | undefined {
  const section = config.getOptionalConfig('exampleData');
  if (!section?.getOptionalBoolean('enabled')) return undefined;
  return {
    directory: resolve(section.getString('directory')),
    definitions: resolve(section.getString('definitions')),
  };
}
