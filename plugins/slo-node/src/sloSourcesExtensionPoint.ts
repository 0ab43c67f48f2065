import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { SliSource } from './SliSource';

/** Where modules of the slo back end add the sources they know. */
export interface SloSourcesExtensionPoint {
  /** @throws when there is a source of this type already. */
  addSource(source: SliSource): void;
}

/** See {@link SloSourcesExtensionPoint}. */
export const sloSourcesExtensionPoint =
  createExtensionPoint<SloSourcesExtensionPoint>({ id: 'slo.sources' });
