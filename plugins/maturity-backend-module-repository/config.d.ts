import { HumanDuration } from '@backstage/types';

export interface Config {
  maturity?: {
    /** Facts from the source repositories that the catalog names. */
    repository?: {
      /** Whether repositories are read at all. Default: true. */
      enabled?: boolean;
      /**
       * How often all repositories are looked at. One that did not change
       * costs one request to its host. Default: every 3 hours.
       */
      frequency?: HumanDuration | string;
      /**
       * Directories of this machine whose sub-directories stand for
       * repositories; entities name one by `plumbline.io/source-directory`.
       * None when absent. Nothing outside of them is ever read.
       */
      directories?: Array<{
        /** Path, relative to the working directory of the process. */
        directory: string;
      }>;
      /** How much is read of one repository. */
      limits?: {
        /** Files whose text is read; a repository with more is reported as too large. Default: 5000. */
        files?: number;
        /** Bytes of a file; a longer one counts as being there but is not read. Default: 262144. */
        fileBytes?: number;
        /** Bytes of all files that are read; a repository with more is reported as too large. Default: 20000000. */
        totalBytes?: number;
        /** How long reading a repository may take. Default: 60 seconds. */
        timeout?: HumanDuration | string;
        /** Repositories that are read at the same time. Default: 4. */
        concurrency?: number;
      };
    };
  };
}
