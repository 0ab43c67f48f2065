import { ListedCredential } from '@plumbline/plugin-secret-expiry-node';
import { ClusterFailure } from '../cluster/ClusterFailure';
import { ClusterReader } from '../cluster/ClusterReader';

/** A credential before it is said whose it is. */
export type FoundCredential = Omit<
  ListedCredential,
  'workloadRef' | 'entityRef' | 'ownerRef' | 'stampRef' | 'runbookUrl'
>;

/** What an object of a cluster comes to. */
export interface FoundObject {
  namespace: string;
  name: string;
  /** Full ref of the workload that the object itself names. */
  workloadRef?: string;
  /** Their keys are unique in the namespace. */
  credentials: FoundCredential[];
  /** What is wrong with it, as whole sentences without a full stop. */
  problems: string[];
  /** Whether there is more to it than could be read. */
  isUnclear: boolean;
}

/** What was found, and what was not to be seen, as whole sentences without a full stop. */
export interface OpenedListing {
  problems: string[];
  /** An object may come twice. */
  pages: AsyncIterable<FoundObject[]>;
}

/** Something in clusters that holds credentials. */
export interface ClusterListing {
  /** Of the source. */
  readonly id: string;
  /** Of the source, for people. */
  readonly title: string;
  /**
   * @param namespace - only there; in all that there are when absent.
   * @throws ClusterFailure, which also the pages may do.
   */
  open(
    reader: ClusterReader,
    namespace: string | undefined,
    signal: AbortSignal,
  ): Promise<OpenedListing>;
  /** A failure of it as one sentence, without a full stop. */
  tell(failure: ClusterFailure, cluster: string): string;
}
