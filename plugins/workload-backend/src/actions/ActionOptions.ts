import {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { HealthModel } from '@plumbline/plugin-workload-common';
import { IncidentActs } from '../incidents/IncidentActs';
import { IncidentReader } from '../incidents/IncidentReader';
import { IncidentAccess } from '../router/incidents/IncidentAccess';
import { SignalDesk } from '../router/signals/SignalDesk';
import { AffectedStore } from '../store/AffectedStore';
import { ChangeStore } from '../store/ChangeStore';
import { MapStore } from '../store/MapStore';
import { NeedStore } from '../store/NeedStore';
import { PortfolioStore } from '../store/PortfolioStore';
import { WorkloadStore } from '../store/WorkloadStore';

/** What actions need. */
export interface ActionOptions {
  access: IncidentAccess;
  actionsRegistry: ActionsRegistryService;
  acts: IncidentActs;
  affected: AffectedStore;
  auditor: AuditorService;
  changes: ChangeStore;
  desk: SignalDesk;
  incidents: IncidentReader;
  maps: MapStore;
  /** Health models in force, by ref of the workload. */
  models: (workloadRefs: string[]) => Promise<Map<string, HealthModel>>;
  needs: NeedStore;
  permissions: PermissionsService;
  portfolio: PortfolioStore;
  workloads: WorkloadStore;
  now: () => Date;
}
