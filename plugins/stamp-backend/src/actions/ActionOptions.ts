import {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PlanDesk } from '../plans/PlanDesk';
import { StampReader } from '../store/StampReader';

/** What every action needs. */
export interface ActionOptions {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  permissions: PermissionsService;
  desk: PlanDesk;
  reader: StampReader;
}
