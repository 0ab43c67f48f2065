import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { FactSource } from './FactSource';

/** Where modules of the maturity back end add the sources of facts that they know. */
export interface FactSourcesExtensionPoint {
  /** @throws when there is a source with this id already. */
  addSource(source: FactSource): void;

  /**
   * Asks for workloads to be looked at soon, such as when an event says that
   * something about them changed.
   *
   * @param sourceId - the id in the source's schema.
   */
  requestCollection(sourceId: string, workloadRefs: string[]): void;
}

/** See {@link FactSourcesExtensionPoint}. */
export const factSourcesExtensionPoint =
  createExtensionPoint<FactSourcesExtensionPoint>({ id: 'maturity.sources' });
