import { resolve } from 'node:path';
import { Config } from '@backstage/config';

/** A file with a table of promises. */
export interface SlaFile {
  /** Absolute. */
  path: string;
  /** As people know it: what the configuration says, without the way up to it. */
  label: string;
}

/** Reads `slo.dependencySlas`; none when absent. */
export function readDependencySlas(config: Config): SlaFile[] {
  return (config.getOptionalConfigArray('slo.dependencySlas') ?? []).map(
    entry => {
      const file = entry.getString('file');
      return { path: resolve(file), label: file.replace(/^(\.\.?\/)+/, '') };
    },
  );
}
