import { Config } from '@backstage/config';

/** What the plugin reads from the configuration. */
export interface MaturityConfig {
  /** Paths of model files. */
  modelFiles: string[];
}

/**
 * Reads `maturity`. Everything in it may be absent.
 *
 * @throws when a key has the wrong type.
 */
export function readConfig(config: Config): MaturityConfig {
  return {
    modelFiles: (config.getOptionalConfigArray('maturity.models') ?? []).map(
      model => model.getString('file'),
    ),
  };
}
