import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Access } from '../router/access/Access';
import { AcknowledgementDesk } from '../router/acknowledgements/AcknowledgementDesk';
import { DetailReader } from '../router/credentials/DetailReader';
import { CredentialListStore } from '../store/CredentialListStore';
import { PlaceListStore } from '../store/PlaceListStore';

/** What actions need. */
export interface ActionOptions {
  access: Access;
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  desk: AcknowledgementDesk;
  details: DetailReader;
  list: CredentialListStore;
  places: PlaceListStore;
  /** The clock; the real one when absent. */
  now?: () => Date;
}
