import {
  AffectedAnswer,
  AlertItem,
  HealthHistory,
  HealthModelAnswer,
  HealthModelInput,
  HealthModelPreview,
  MaintenanceAnswer,
  MaintenanceInput,
  MapMoments,
  PushedSignal,
  SignalName,
  SignalReportInput,
  SignalsAccepted,
  WorkloadChanges,
  WorkloadMap,
  WorkloadOverview,
} from '@plumbline/plugin-workload-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

/** A stretch of time; what is absent is as the back end has it by default. */
export interface StretchQuery {
  /** ISO 8601. */
  from?: string;
  /** ISO 8601. */
  to?: string;
}

/** Which changes of state, newest first. */
export interface HealthHistoryQuery extends StretchQuery {
  /** Full ref of a node, or `flow:<id>`; of all when absent. */
  entityRef?: string;
  limit?: number;
  offset?: number;
}

/** What the pages of one workload ask about its health. Every call throws a ResponseError when it is refused. */
export interface HealthApi {
  /** Tiles and what needs attention. */
  getOverview(name: WorkloadName): Promise<WorkloadOverview>;
  /**
   * The service map.
   *
   * @param query - `at`: ISO 8601, a moment in the past; now when absent.
   */
  getMap(name: WorkloadName, query?: { at?: string }): Promise<WorkloadMap>;
  /** Moments to which the map can go back. */
  getMapMoments(name: WorkloadName, query?: StretchQuery): Promise<MapMoments>;
  /** Changes of state, and the standing against the objective. */
  getHealthHistory(
    name: WorkloadName,
    query?: HealthHistoryQuery,
  ): Promise<HealthHistory>;
  /**
   * What became of it since a moment.
   *
   * @param since - ISO 8601.
   */
  getChanges(name: WorkloadName, since: string): Promise<WorkloadChanges>;
  /** Workloads that the illness of an entity reaches, or would. */
  getAffected(entityRef: string): Promise<AffectedAnswer>;
  /** Alerts as they stand, gravest first. */
  getAlerts(name: WorkloadName): Promise<{ items: AlertItem[] }>;

  getHealthModel(name: WorkloadName): Promise<HealthModelAnswer>;
  /** Refused (409) when somebody else saved meanwhile, and where a file holds the model. */
  saveHealthModel(name: WorkloadName, input: HealthModelInput): Promise<void>;
  /** What a model would change now; stores nothing. */
  previewHealthModel(
    name: WorkloadName,
    text: string,
  ): Promise<HealthModelPreview>;

  getMaintenance(name: WorkloadName): Promise<MaintenanceAnswer>;
  announceMaintenance(
    name: WorkloadName,
    input: MaintenanceInput,
  ): Promise<void>;
  /** Ends a window that goes on, or calls off one to come. */
  endMaintenance(name: WorkloadName, id: string): Promise<void>;

  /** Pushed signals that hold. */
  getSignals(name: WorkloadName): Promise<{ items: PushedSignal[] }>;
  /** All are taken or none. */
  pushSignals(reports: SignalReportInput[]): Promise<SignalsAccepted>;
  removeSignals(signals: SignalName[]): Promise<void>;
}
