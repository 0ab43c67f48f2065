import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { ModelLocation } from '../config';
import { DiskPlace } from './DiskPlace';
import { ModelPlace } from './ModelPlace';
import { UrlPlace } from './UrlPlace';

/** The places of configured models, in their order. */
export function modelPlaces(
  locations: ModelLocation[],
  options: { reader: UrlReaderService; integrations: ScmIntegrations },
): ModelPlace[] {
  return locations.map(location =>
    'file' in location
      ? new DiskPlace(location.file)
      : new UrlPlace(location.url, options),
  );
}
