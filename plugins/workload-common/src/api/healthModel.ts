import { HealthState } from '../summary';
import {
  HealthModelFinding,
  HealthModelProblem,
  MaintenanceWindow,
} from '../health';
import { May } from '../may';

/**
 * Where the health model of a workload comes from: nowhere (all is as by
 * default), a file that the catalog's annotation names, or the portal.
 */
export type HealthModelOrigin = 'default' | 'file' | 'portal';

/** The health model of a workload: what holds, and what is wrong with what was read last. */
export interface HealthModelAnswer {
  workloadRef: string;
  origin: HealthModelOrigin;
  /** Of a file: its address, as it can be opened. */
  location?: string;
  /** YAML that holds, as it was written; absent by default. */
  text?: string;
  /** What holds with all defaults written out, as YAML: a start for one of its own. */
  completeText: string;
  /** Names the state that an edit starts from; `''` by default. */
  revision: string;
  /** Of the newest text of a file, when it cannot hold; the one before it does. */
  problems: HealthModelProblem[];
  /** What the model names and the workload does not have. */
  findings: HealthModelFinding[];
  /** Why the file could not be read at the last attempt. */
  error?: string;
  /** ISO 8601, of the last attempt to read a file that failed. */
  errorAt?: string;
  /** ISO 8601, when what holds came to hold. */
  changedAt?: string;
  /** Who saved it in the portal: full ref. */
  changedBy?: string;
  /** Whether the caller may edit it here; a model in a file is edited there. */
  edit: May;
}

/** Body of `PUT /workloads/{namespace}/{name}/health-model`. An empty text: as by default. */
export interface HealthModelInput {
  text: string;
  /** Of the answer that was edited; a save on top of another is refused (409). */
  revision: string;
}

/** What a model would change now; answer of `POST …/health-model/preview` `{ text }`. Nothing is stored. */
export interface HealthModelPreview {
  /** Why it cannot hold; empty when it can. */
  problems: HealthModelProblem[];
  findings: HealthModelFinding[];
  /** Parts that would be in another state, worst first. */
  changes: {
    entityRef: string;
    title: string;
    from?: HealthState;
    to?: HealthState;
    /** One sentence: why it would be so. */
    reason?: string;
  }[];
}

/** A maintenance window, and who announced it. */
export interface AnnouncedMaintenance extends MaintenanceWindow {
  origin: 'model' | 'portal';
  /** Full ref; of the portal's. */
  announcedBy?: string;
  /** ISO 8601; of the portal's. */
  announcedAt?: string;
  /** Whether it goes on now. */
  isNow: boolean;
}

/** Answer of `GET …/maintenance`: what goes on or is still to come, soonest first. */
export interface MaintenanceAnswer {
  items: AnnouncedMaintenance[];
  announce: May;
}

/** Body of `POST …/maintenance`. `DELETE …/maintenance/{id}` ends one now, or calls off one to come. */
export type MaintenanceInput = Omit<MaintenanceWindow, 'id'>;
