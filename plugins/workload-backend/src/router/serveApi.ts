import {
  AuditorService,
  AuthService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { workloadManagePermission } from '@plumbline/plugin-workload-common';
import { Ownership } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { IncidentActs } from '../incidents/IncidentActs';
import { IncidentReader } from '../incidents/IncidentReader';
import { IncidentTeller } from '../incidents/IncidentTeller';
import { registerActions } from '../actions/registerActions';
import { RollUp } from '../tasks/RollUp';
import { AffectedStore } from '../store/AffectedStore';
import { ChangeStore } from '../store/ChangeStore';
import { FamilyStore } from '../store/FamilyStore';
import { HealthModelStore } from '../store/HealthModelStore';
import { HealthStore } from '../store/HealthStore';
import { HistoryStore } from '../store/HistoryStore';
import { MaintenanceStore } from '../store/MaintenanceStore';
import { MapStore } from '../store/MapStore';
import { NeedStore } from '../store/NeedStore';
import { PartStore } from '../store/PartStore';
import { PortfolioStore } from '../store/PortfolioStore';
import { ReportStore } from '../store/ReportStore';
import { RevisionStore } from '../store/RevisionStore';
import { ViewStore } from '../store/ViewStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { modelsInForce } from '../store/modelsInForce';
import { createRouter } from './createRouter';
import { HistoryReader } from './health/HistoryReader';
import { IncidentAccess } from './incidents/IncidentAccess';
import { MaintenanceDesk } from './maintenance/MaintenanceDesk';
import { SignalDesk } from './signals/SignalDesk';
import { SignalPlaces } from './signals/SignalPlaces';

/** What {@link serveApi} needs. */
export interface ApiOptions {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  database: Knex;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  logger: LoggerService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  /** Tells people of incidents. */
  incidents: { teller: IncidentTeller };
  /** Hears which rows of the portfolio changed. */
  onChanged: (workloadRefs: string[]) => void;
  /** Looks at the health of workloads anew. */
  rollUp: Pick<RollUp, 'run' | 'runDue'>;
  /** The clock; the real one when absent. */
  now?: () => Date;
}

/** Serves the routes and registers the actions. */
export function serveApi(options: ApiOptions) {
  const { auditor, database, httpAuth, httpRouter, logger, permissions } =
    options;
  const now = options.now ?? (() => new Date());
  const workloads = new WorkloadStore(database);
  const ownership = new Ownership({
    ...options,
    workloads,
    manage: workloadManagePermission,
  });
  const reports = new ReportStore(database);
  const maintenance = new MaintenanceStore(database);
  const history = new HistoryStore(database);

  // What was written stays written: a scheduled task rolls up what this could not.
  const later = (error: unknown) =>
    logger.warn(`Health will be looked at later, not now: ${error}`);
  const rollUp = (workloadRefs: string[]) =>
    options.rollUp.run(workloadRefs).catch(later);
  const rollUpDue = (workloadRefs: string[]) =>
    options.rollUp.runDue(workloadRefs).catch(later);

  const affected = new AffectedStore(database);
  const changes = new ChangeStore(database);
  const maps = new MapStore(database);
  const portfolio = new PortfolioStore(database);
  const desk = new SignalDesk({
    ownership,
    places: new SignalPlaces(reports),
    reports,
    rollUp,
    rollUpDue,
    now,
  });
  const incidents = {
    access: new IncidentAccess(options),
    acts: new IncidentActs({
      database,
      teller: options.incidents.teller,
      onChanged: options.onChanged,
      now,
    }),
    incidents: new IncidentReader(database),
  };

  registerActions({
    ...incidents,
    actionsRegistry: options.actionsRegistry,
    affected,
    auditor,
    changes,
    desk,
    maps,
    models: workloadRefs => modelsInForce(database, workloadRefs),
    needs: new NeedStore(database),
    permissions,
    portfolio,
    workloads,
    now,
  });
  httpRouter.use(
    createRouter({
      services: { auditor, httpAuth, permissions },
      portfolio: {
        portfolio,
        families: new FamilyStore(database),
      },
      views: { views: new ViewStore(database) },
      map: {
        affected,
        history,
        maps,
        revisions: new RevisionStore(database),
        workloads,
        now,
      },
      health: {
        changes,
        health: new HealthStore(database),
        histories: new HistoryReader({ database, history, workloads }),
        workloads,
        now,
      },
      signals: {
        desk,
        reports,
        workloads,
        now,
      },
      healthModel: {
        models: new HealthModelStore(database),
        ownership,
        workloads,
        rollUp,
        now,
      },
      incidents: { ...incidents, workloads, now },
      maintenance: {
        desk: new MaintenanceDesk({
          parts: new PartStore(database),
          store: maintenance,
          now,
        }),
        maintenance,
        ownership,
        workloads,
        rollUp,
        now,
      },
    }),
  );
}
